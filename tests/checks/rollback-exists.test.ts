import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { checkOf, prove } from './climbing.ts';

describe('rollback-exists', () => {
  test('a missing rollback is found', async () => {
    const report = await checkOf('rollback-exists', '0001', [['CREATE TABLE a (x);', null]]);
    expect(report.findings).toMatchObject([
      { severity: 'error', message: 'there is no rollback', location: { file: 'migrations/0001.sql' } },
    ]);
  });

  test.each(['', '-- nothing to do\n', '/* later */'])('an empty rollback (%j) is found', async (rollback) => {
    const { steps } = await prove([['CREATE TABLE a (x);', rollback]]);
    expect(steps[0]?.rollbackVerdict).toBe('missing');
    expect(steps[0]?.checks.find(({ id }) => id === 'rollback-exists')?.findings).toMatchObject([
      { message: 'the rollback holds no statement', location: { file: 'rollbacks/0001.sql' } },
    ]);
  });

  test.each(["SELECT 'down';", 'PRAGMA foreign_keys = OFF;\nPRAGMA foreign_keys = ON;', 'EXPLAIN DROP TABLE a;'])(
    'one that changes nothing, whatever the step did, is as good as none: %j',
    async (rollback) => {
      const { steps } = await prove([['CREATE TABLE a (x);', rollback]]);
      expect(steps[0]?.rollbackVerdict).toBe('missing');
      expect(steps[0]?.checks.find(({ id }) => id === 'rollback-exists')?.findings).toMatchObject([
        { severity: 'error', message: 'the rollback holds no statement that changes anything' },
      ]);
    },
  );

  test('one that misses what it means to take back is there, and wrong', async () => {
    const { steps } = await prove([['CREATE TABLE a (x);', 'DROP TABLE IF EXISTS b;']]);
    expect(steps[0]?.rollbackVerdict).toBe('wrong');
  });

  test('a rollback that is not empty passes', async () => {
    expect(await checkOf('rollback-exists', '0001', [['CREATE TABLE a (x);', 'DROP TABLE a;']])).toMatchObject({
      status: 'passed',
      findings: [],
    });
  });

  test('nothing forward and nothing back is exact', async () => {
    const { steps } = await prove([['-- a marker', null]]);
    expect(steps[0]).toMatchObject({ status: 'passed', rollbackVerdict: 'exact' });
  });

  test('a step that is declared irreversible needs none', async () => {
    const { steps } = await prove([['-- stepproof: irreversible "first release"\nCREATE TABLE a (x);', null]]);
    expect(steps[0]).toMatchObject({ status: 'irreversible', rollbackVerdict: 'irreversible' });
  });
});

describe('rollback-exists, where the tool knows no rollbacks', () => {
  const TABLES = `
    CREATE TABLE readers (id INTEGER PRIMARY KEY, name TEXT, note TEXT);
    CREATE TABLE loans (id INTEGER PRIMARY KEY, reader INTEGER REFERENCES readers (id));
    CREATE INDEX loans_by_reader ON loans (reader);
    CREATE VIEW names AS SELECT name FROM readers;`;

  async function noteOn(
    forward: string,
  ): Promise<{ readonly message: string; readonly why: string; readonly fix: string }> {
    const steps = [[TABLES, null] as const, [forward, null] as const];
    const { status, findings } = await checkOf('rollback-exists', '0002', steps, { reversible: false });
    expect(status).toBe('passed');
    expect(findings).toMatchObject([
      { severity: 'note', object: 'step 0002', location: { file: 'migrations/0002.sql' } },
    ]);
    const [{ message, why, fix } = { message: '', why: '', fix: '' }] = findings;
    return { message, why, fix };
  }

  /** What the schema is after the forward script and the statements of the note. */
  function schemaAfter(...scripts: readonly string[]): readonly unknown[] {
    const database = new Database(':memory:');
    try {
      for (const script of scripts) database.exec(script);
      return database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
    } finally {
      database.close();
    }
  }

  test.each([
    [
      'CREATE TABLE a (x REFERENCES readers); CREATE TABLE b (x REFERENCES a); CREATE INDEX i ON b (x);',
      'a rollback would drop table b; drop table a',
    ],
    [
      'ALTER TABLE readers ADD COLUMN mail TEXT; CREATE INDEX i ON readers (mail);',
      'a rollback would drop index i; drop column readers.mail',
    ],
    [
      'CREATE VIEW v AS SELECT 1 AS x; CREATE TRIGGER t AFTER INSERT ON loans BEGIN SELECT 1; END;',
      'a rollback would drop trigger t; drop view v',
    ],
    [
      'DROP INDEX loans_by_reader; DROP VIEW names;',
      'a rollback would create index loans_by_reader again; create view names again',
    ],
  ])('%s', async (forward, message) => {
    const note = await noteOn(forward);
    expect(note.message).toBe(message);
    expect(note.why).toBe('The tool has no rollback for this step, so it is proven forward alone.');
    expect(schemaAfter(TABLES, forward, note.fix)).toEqual(schemaAfter(TABLES));
  });

  test('renames are taken back as such', async () => {
    const note = await noteOn(
      'ALTER TABLE loans RENAME COLUMN reader TO reader_id;\nALTER TABLE loans RENAME TO lendings;',
    );
    expect(note.fix).toBe(
      'ALTER TABLE lendings RENAME COLUMN reader_id TO reader;\nALTER TABLE lendings RENAME TO loans;',
    );
    expect(note.message).toBe(
      'a rollback would rename column lendings.reader_id to reader; rename table lendings to loans',
    );
  });

  test('what no script brings back is said', async () => {
    const forward = "ALTER TABLE readers DROP COLUMN note;\nUPDATE readers SET name = 'x';\nDROP TABLE loans;";
    const note = await noteOn(forward);
    expect(note.message).toBe(
      'a rollback would add column readers.note again; create table loans again; create index loans_by_reader again',
    );
    expect(note.why).toContain(
      'No script brings back what the step throws away: rows of table loans, values of column readers.name, values of column readers.note.',
    );
    expect(note.fix).toContain('ALTER TABLE readers ADD COLUMN note TEXT;');
  });

  test('rows that the step adds, and tables that it shapes anew, are part of it', async () => {
    const rebuild = `CREATE TABLE new_loans (id INTEGER PRIMARY KEY, reader INTEGER NOT NULL);
      INSERT INTO new_loans SELECT id, coalesce(reader, 0) FROM loans; DROP TABLE loans; ALTER TABLE new_loans RENAME TO loans;
      CREATE INDEX loans_by_reader ON loans (reader); INSERT INTO readers (name) VALUES ('Ann');`;
    const note = await noteOn(rebuild);
    expect(note.message).toBe('a rollback would delete 1 row of table readers; rebuild table loans as it was');
    expect(note.fix).toBe(
      '-- rebuild loans with its rows as\n-- CREATE TABLE loans (id INTEGER PRIMARY KEY, reader INTEGER REFERENCES readers (id))',
    );
  });

  test('a step that changes nothing needs nothing', async () => {
    const report = await checkOf('rollback-exists', '0001', [['SELECT 1;', null]], { reversible: false });
    expect(report).toMatchObject({ status: 'passed', findings: [] });
  });

  test('a step that did not apply is skipped', async () => {
    const report = await checkOf('rollback-exists', '0001', [['SELECT * FROM missing;', null]], { reversible: false });
    expect(report).toMatchObject({ status: 'skipped', reason: 'the forward script did not apply' });
  });

  test('an empty rollback is none all the same', async () => {
    const { steps } = await prove([['CREATE TABLE a (x);', '-- later']], { reversible: false });
    expect(steps[0]).toMatchObject({ status: 'failed', rollbackVerdict: 'missing' });
  });

  test('a rollback that is there all the same is proven', async () => {
    const { steps } = await prove([['CREATE TABLE a (x);', 'CREATE TABLE b (x);']], { reversible: false });
    expect(steps[0]).toMatchObject({ status: 'failed', rollbackVerdict: 'wrong' });
  });
});
