import { describe, expect, test } from 'vitest';
import type { Pair } from '../../../checks/climbing.ts';
import { mutantsBy } from '../ladders.ts';

const LADDER: readonly Pair[] = [
  [
    `CREATE TABLE box (id INTEGER PRIMARY KEY);
CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, box INTEGER REFERENCES box (id), hint TEXT DEFAULT 'x');
CREATE INDEX item_name ON item (name);`,
    null,
  ],
  ['ALTER TABLE box ADD COLUMN size INTEGER;', '-- back\nALTER TABLE box DROP COLUMN size;'],
];

async function pairBy(operator: string): Promise<readonly (string | undefined)[]> {
  const mutants = await mutantsBy(operator, LADDER);
  return mutants.flatMap(({ migration: { forward, rollback } }) => [forward.text, rollback?.text]);
}

describe('operators of what comes back empty', () => {
  test('drop a column and add it again', async () => {
    expect(await pairBy('return-empty-column')).toEqual([
      'ALTER TABLE box ADD COLUMN size INTEGER;\nALTER TABLE "item" DROP COLUMN "hint";\n',
      `-- back\nALTER TABLE "item" ADD COLUMN hint TEXT DEFAULT 'x';\nALTER TABLE box DROP COLUMN size;`,
    ]);
  });

  test('drop a table and create it again, with its indexes', async () => {
    expect(await pairBy('return-empty-table')).toEqual([
      'ALTER TABLE box ADD COLUMN size INTEGER;\nDROP TABLE "item";\n',
      `-- back\nCREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, box INTEGER REFERENCES box (id), hint TEXT DEFAULT 'x');
CREATE INDEX item_name ON item (name);
ALTER TABLE box DROP COLUMN size;`,
    ]);
  });
});
