import { expect, test } from 'vitest';
import { withEnforcement } from '../../harness/layouts/enforcement.ts';
import type { MigrationSet } from '../../harness/model/layout.ts';
import { scriptOf } from '../../harness/sql/script.ts';

const SET: MigrationSet = {
  migrations: [
    {
      id: '1',
      forward: scriptOf('1.up.sql', 'CREATE TABLE a (x);'),
      rollback: scriptOf('1.down.sql', 'DROP TABLE a;'),
    },
    { id: '2', forward: scriptOf('2.up.sql', 'CREATE TABLE b (x);'), rollback: null },
  ],
  orphans: [],
  remarks: [],
  reversible: true,
};

test('the scripts of a tool that leaves foreign keys off say so, in both directions', () => {
  const { migrations } = withEnforcement(SET, 'goose');
  expect(migrations.map(({ forward, rollback }) => [forward.foreignKeys, rollback?.foreignKeys])).toEqual([
    ['off', 'off'],
    ['off', undefined],
  ]);
});

test.each(['paired', 'wrangler', 'drizzle', 'prisma'])('those of %s do not', (layout) => {
  expect(withEnforcement(SET, layout)).toBe(SET);
});
