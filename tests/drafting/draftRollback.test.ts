import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { draftRollback } from '../../harness/drafting/draftRollback.ts';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { compareSchemas, schemaVerdict } from '../../harness/inspect/schemaDifference.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import type { Engine } from '../../harness/model/engine.ts';
import { namesOf } from '../../harness/sql/named.ts';
import { scriptOf } from '../../harness/sql/script.ts';

async function apply(engine: Engine, sql: string): Promise<void> {
  const failure = await engine.apply(scriptOf('sql', sql).statements, { foreignKeys: 'on' });
  if (failure !== null) throw new Error(failure.message);
}

/** Drafts the rollback of a script, runs it, and says how well it restores the schema. */
async function draft(schema: string, forward: string) {
  const engine = await openBetterSqlite3();
  await apply(engine, schema);
  const before = await readSchema(engine);
  await apply(engine, forward);
  const statements = await draftRollback(await engine.fork(), before, namesOf(scriptOf('f', forward).statements));
  await apply(engine, statements.join('\n'));
  return { statements, verdict: schemaVerdict(compareSchemas(before, await readSchema(engine))) };
}

const SCHEMA = `
  CREATE TABLE parent (id TEXT PRIMARY KEY NOT NULL, name TEXT);
  CREATE TABLE child (id INTEGER PRIMARY KEY, parent TEXT REFERENCES parent (id) ON DELETE CASCADE, "order" INT);
  CREATE INDEX child_parent ON child (parent);
  CREATE VIEW names AS SELECT name FROM parent;
  CREATE TRIGGER upper AFTER INSERT ON parent BEGIN UPDATE parent SET name = upper(name) WHERE id = new.id; END;`;

describe('a drafted rollback', () => {
  test.each([
    ['an index', 'CREATE INDEX parent_name ON parent (name);', ['DROP INDEX parent_name;']],
    ['a table', 'CREATE TABLE "select" (a);', ['DROP TABLE "select";']],
    [
      'tables that refer to each other',
      'CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a (id));',
      ['DROP TABLE b;', 'DROP TABLE a;'],
    ],
    [
      'a view and a trigger',
      'CREATE VIEW v AS SELECT 1; CREATE TRIGGER t DELETE ON child BEGIN SELECT 1; END;',
      ['DROP TRIGGER t;', 'DROP VIEW v;'],
    ],
    [
      'columns',
      'ALTER TABLE child ADD COLUMN a; ALTER TABLE child ADD COLUMN b INT DEFAULT 1;',
      ['ALTER TABLE child DROP COLUMN b;', 'ALTER TABLE child DROP COLUMN a;'],
    ],
    ['an index that is dropped', 'DROP INDEX child_parent;', ['CREATE INDEX child_parent ON child (parent);']],
    [
      'a view that is changed',
      'DROP VIEW names; CREATE VIEW names AS SELECT id FROM parent;',
      ['DROP VIEW names;', 'CREATE VIEW names AS SELECT name FROM parent;'],
    ],
    ['a table that is renamed', 'ALTER TABLE child RENAME TO kid;', ['ALTER TABLE kid RENAME TO child;']],
    [
      'a column that is renamed',
      'ALTER TABLE child RENAME COLUMN "order" TO rank;',
      ['ALTER TABLE child RENAME COLUMN rank TO "order";'],
    ],
  ] as const)('takes back %s', async (_, forward, statements) => {
    const drafted = await draft(SCHEMA, forward);
    expect(drafted.statements).toEqual(statements);
    expect(['exact', 'text-only']).toContain(drafted.verdict);
  });

  test('builds a table anew that cannot be altered back, with guards on its children', async () => {
    const forward =
      'ALTER TABLE parent ADD COLUMN email TEXT; CREATE UNIQUE INDEX e ON parent (email); ALTER TABLE parent DROP COLUMN name;';
    const schema = SCHEMA.replace(/CREATE VIEW[\s\S]*$/, '');
    const { statements, verdict } = await draft(schema, forward);
    expect(verdict).toBe('exact');
    expect(statements.join('\n')).toContain('CREATE TRIGGER _guard_child BEFORE DELETE ON child');
  });

  test('gives a table that is dropped its shape back', async () => {
    expect((await draft(SCHEMA, 'DROP TABLE child;')).verdict).toBe('exact');
  });

  const folder = join(import.meta.dirname, '../../migrations');
  test('restores the schema of every step of the reference ladder', async () => {
    const files = readdirSync(folder).sort();
    const engine = await openBetterSqlite3();
    for (const file of files) {
      const forward = scriptOf(file, readFileSync(join(folder, file), 'utf8'));
      const before = await readSchema(engine);
      await apply(engine, forward.text);
      const back = await engine.fork();
      const statements = await draftRollback(await engine.fork(), before, namesOf(forward.statements));
      await apply(back, statements.join('\n'));
      expect([file, schemaVerdict(compareSchemas(before, await readSchema(back)))]).toEqual([
        file,
        expect.stringMatching(/exact|text-only/),
      ]);
    }
  });
});
