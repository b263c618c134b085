import { describe, expect, test } from 'vitest';
import { findLayout } from '../../harness/layouts/find.ts';
import { rollbackPlace, statementIn } from '../../harness/layouts/rollbackPlace.ts';
import { folderOf, readFolder } from './reading.ts';

const SQL = 'CREATE TABLE t (a);\n';
const JOURNAL = '{ "dialect": "sqlite", "entries": [{ "idx": 0, "when": 1, "tag": "0000_a", "breakpoints": true }] }';
const D1 = '[[d1_databases]]\nbinding = "DB"\nmigrations_dir = "d1"\n';
const PLAN = '%project=x\n\na 2024-03-01T08:00:00Z Ann <ann@example.com>\n';

describe('a rollback that is written where the layout says', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['flyway', { 'pom.xml': '', 'db/migration/V1_2__a.sql': SQL }, 'db/migration/U1_2__a.sql'],
    ['refinery', { 'refinery.toml': '', 'migrations/V1__a.sql': SQL }, 'rollbacks/V1__a.sql'],
    ['sqitch', { 'sqitch.plan': PLAN, 'deploy/a.sql': SQL }, 'revert/a.sql'],
    ['wrangler', { 'wrangler.toml': D1, 'd1/0001_a.sql': SQL }, 'rollbacks/0001_a.sql'],
    ['drizzle', { 'drizzle/meta/_journal.json': JOURNAL, 'drizzle/0000_a.sql': SQL }, 'rollbacks/0000_a.sql'],
    ['drizzle', { 'drizzle/1_a/migration.sql': SQL, 'drizzle/1_a/snapshot.json': '{}' }, 'rollbacks/1_a.sql'],
    [
      'prisma',
      { 'p/migrations/migration_lock.toml': '', 'p/migrations/1_a/migration.sql': SQL },
      'p/migrations/1_a/down.sql',
    ],
  ])('%s: %j', (layout, files, place) => {
    const migrations = layout === 'prisma' ? 'p/migrations' : undefined;
    const options = migrations === undefined ? {} : { migrations };
    const root = folderOf(files);
    const named = { root, migrations: migrations ?? 'migrations', rollbacks: 'rollbacks' };
    const found = findLayout(named, 'auto', migrations !== undefined);
    expect(found.layout.name).toBe(layout);
    const [step] = found.layout.read(found.folders).migrations;
    expect(step?.rollback).toBeNull();
    expect(rollbackPlace(layout, step?.forward.path ?? '', found.folders)).toBe(place);
    const again = readFolder(folderOf({ ...files, [place]: 'DROP TABLE t;\n' }), options);
    expect(again.migrations.map(({ rollback }) => rollback?.path)).toEqual([place]);
  });

  test('a repeatable migration of Flyway has no place for one', () => {
    const folders = { root: '.', migrations: 'db/migration', rollbacks: 'rollbacks' };
    expect(rollbackPlace('flyway', 'db/migration/R__a.sql', folders)).toBeNull();
  });
});

describe('a statement that is pasted into a file with both directions', () => {
  const TRIGGER = 'CREATE TRIGGER t_in AFTER INSERT ON t BEGIN\n  DELETE FROM t;\nEND;';
  const DROP = 'DROP TRIGGER t_in;';

  test.each([
    ['goose', 'goose'],
    ['sql-migrate', 'migrate'],
  ])('stands in a block where %s would cut it', (layout, word) => {
    const file = (statement: string) =>
      `-- +${word} Up\nCREATE TABLE t (a);\n-- +${word} Down\n${statementIn(layout, statement)}\n`;
    const root = folderOf({ 'migrations/1_a.sql': file(TRIGGER), 'migrations/2_b.sql': file(DROP) });
    expect(readFolder(root).remarks).toEqual([]);
    expect(statementIn(layout, DROP)).toBe(DROP);
  });

  test('stands there as it is with other tools', () => {
    expect(statementIn('dbmate', TRIGGER)).toBe(TRIGGER);
  });
});
