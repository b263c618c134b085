import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Pair, prove } from '../checks/climbing.ts';
import { arbitrarySchema } from '../generate/arbitrarySchema.ts';

/** What a step adds to the first table, with its exact inverse; `#` is the step's number. */
const ADDITIONS: readonly Pair[] = [
  [
    "CREATE TABLE added# (id INTEGER PRIMARY KEY, note TEXT NOT NULL DEFAULT 'x', n INT CHECK (n > 3));",
    'DROP TABLE added#;',
  ],
  ['CREATE INDEX added# ON t0 (c0);', 'DROP INDEX added#;'],
  ["ALTER TABLE t0 ADD COLUMN added# TEXT DEFAULT 'x';", 'ALTER TABLE t0 DROP COLUMN added#;'],
  [
    'CREATE TRIGGER added# AFTER DELETE ON t0 BEGIN UPDATE t0 SET c0 = c0 WHERE c0 IS NULL; END;',
    'DROP TRIGGER added#;',
  ],
  ['CREATE VIEW added# AS SELECT count(*) AS amount, min(c0) AS least FROM t0;', 'DROP VIEW added#;'],
];

function ladder(schema: string, additions: readonly Pair[]): readonly Pair[] {
  const tables = [...schema.matchAll(/CREATE TABLE (t\d+)/g)].map(([, name]) => `DROP TABLE ${name};`);
  const numbered = additions.map(([forward, rollback], at): Pair => {
    const [there, back] = [forward, rollback ?? ''].map((sql) => sql.replaceAll('#', String(at)));
    return [there ?? '', back ?? ''];
  });
  return [[schema, tables.toReversed().join('\n')], ...numbered];
}

test('a ladder of which every rollback is the exact inverse is without an error', async () => {
  const additions = fc.array(fc.constantFrom(...ADDITIONS), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(arbitrarySchema(), additions, async (schema, chosen) => {
      const { steps, findings } = await prove(ladder(schema, chosen));
      const all = [...steps.flatMap(({ checks }) => checks.flatMap((check) => check.findings)), ...findings];
      expect(all.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(steps.map(({ rollbackVerdict }) => rollbackVerdict)).toEqual(steps.map(() => 'exact'));
    }),
    { numRuns: 8 },
  );
});
