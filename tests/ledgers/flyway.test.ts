import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { CREATE, clean, INDEX, ledgerOf } from './reading.ts';

const TABLE = `CREATE TABLE "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");`;
const AT = '2026-03-01 12:00:00.000';
const VIEW = 'DROP VIEW IF EXISTS lent;\r\nCREATE VIEW lent AS SELECT 1;\r\n';
const FILES = {
  'migrations/V1__loans.sql': CREATE,
  'migrations/V1_2__index.sql': INDEX,
  'migrations/V10__more.sql': 'CREATE TABLE more (id);\n',
  'migrations/R__lent.sql': VIEW,
};

/** A row: version, type, script, text, success. */
type Row = readonly [string | null, string, string, string | null, boolean?];

const FIRST: Row = ['1', 'SQL', 'V1__loans.sql', CREATE];

function history(...rows: readonly Row[]): string {
  const inserts = rows.map(([version, type, script, text, success = true], index) => {
    const sum = text === null ? 'NULL' : crc32(text.replaceAll(/\r?\n/g, '')) | 0;
    const name = version === null ? 'NULL' : `'${version}'`;
    return `(${index}, ${name}, 'a step', '${type}', '${script}', ${sum}, 'me', '${AT}', 1, ${success})`;
  });
  return `${TABLE} INSERT INTO flyway_schema_history VALUES ${inserts.join(', ')};`;
}

describe("Flyway's ledger", () => {
  test('names applied versions with a checksum of their lines', async () => {
    const sql = history(FIRST, ['1.2', 'SQL', 'V1_2__index.sql', INDEX.replace('\n', '\r\n')]);
    expect(await ledgerOf(FILES, sql)).toEqual(
      clean('Flyway', 'flyway_schema_history', ['V1__loans', 'V1_2__index'], AT),
    );
  });

  test('takes back what was undone, and counts what was done again', async () => {
    const undo: Row = ['1.2', 'UNDO_SQL', 'U1_2__index.sql', null];
    const index: Row = ['1.2', 'SQL', 'V1_2__index.sql', INDEX];
    expect(await ledgerOf(FILES, history(FIRST, index, undo))).toMatchObject({ applied: [{ id: 'V1__loans' }] });
    expect(await ledgerOf(FILES, history(FIRST, index, undo, index))).toMatchObject({
      applied: [{}, { id: 'V1_2__index' }],
    });
  });

  test('counts a repeatable migration as applied while its text is that of the last time', async () => {
    const repeated = (text: string): Row => [null, 'SQL', 'R__lent.sql', text];
    expect(await ledgerOf(FILES, history(FIRST, repeated('old'), repeated(VIEW)))).toMatchObject({
      applied: [{ id: 'V1__loans' }, { id: 'R__lent' }],
      problems: [],
    });
    const changed = await ledgerOf(FILES, history(FIRST, repeated(VIEW), repeated('old')));
    expect(changed).toMatchObject({ applied: [{ id: 'V1__loans' }], edited: [] });
  });

  test('begins with a baseline where a database was there before', async () => {
    const baseline: Row = ['1.2', 'BASELINE', '<< Flyway Baseline >>', null];
    const schema: Row = [null, 'SCHEMA', '"main"', null];
    expect(await ledgerOf(FILES, history(schema, baseline))).toMatchObject({
      applied: [{ id: 'V1__loans' }, { id: 'V1_2__index' }],
      unknown: [],
    });
  });

  test("knows a folder's baseline as applied where the versions were that it stands for", async () => {
    const files = { ...FILES, 'migrations/B1_2__all.sql': CREATE };
    expect(await ledgerOf(files, history(FIRST, ['1.2', 'SQL', 'V1_2__index.sql', INDEX]))).toMatchObject({
      applied: [{ id: 'B1_2__all' }],
      unknown: [],
      edited: [],
    });
    const own = await ledgerOf(files, history(['1.2', 'SQL_BASELINE', 'B1_2__all.sql', CREATE]));
    expect(own).toMatchObject({ applied: [{ id: 'B1_2__all', appliedAt: AT }], unknown: [] });
  });

  test('tells of an edited file, an unknown version, and one that failed', async () => {
    const sql = history(
      ['1.0', 'SQL', 'V1__loans.sql', 'other'],
      ['3', 'SQL', 'V3__gone.sql', 'gone'],
      ['10', 'SQL', 'V10__more.sql', 'more', false],
    );
    expect(await ledgerOf(FILES, sql)).toMatchObject({
      applied: [{ id: 'V1__loans' }],
      edited: ['V1__loans'],
      unknown: ['V3__gone.sql'],
      problems: ['V10__more.sql was begun and failed: Flyway refuses to run until that is repaired.'],
    });
  });
});
