import { describe, expect, test } from 'vitest';
import { type Files, folderOf, readFolder, refusalOf, stepsOf } from './reading.ts';

const SQL = 'CREATE TABLE "t" ("a" INTEGER);\n';
const LOCK = { 'prisma/migrations/migration_lock.toml': '# Do not edit\nprovider = "sqlite"\n' };

function project(...paths: readonly string[]): Files {
  return { ...LOCK, ...Object.fromEntries(paths.map((path) => [`prisma/migrations/${path}`, SQL])) };
}

describe('prisma', () => {
  test('folders run in the order of their names, and a down.sql takes one back', () => {
    const set = readFolder(
      folderOf(project('20240302_b/migration.sql', '20240301_a/migration.sql', '20240301_a/down.sql')),
    );
    expect(stepsOf(set)).toEqual([
      ['20240301_a', 'prisma/migrations/20240301_a/migration.sql', 'prisma/migrations/20240301_a/down.sql'],
      ['20240302_b', 'prisma/migrations/20240302_b/migration.sql', null],
    ]);
    expect(set).toMatchObject({ layout: 'prisma', reversible: false, remarks: [] });
  });

  test('scripts run without a transaction but their own', () => {
    const own = { 'prisma/migrations/2_b/migration.sql': `BEGIN;\n${SQL}COMMIT;\n` };
    const { migrations } = readFolder(folderOf({ ...project('1_a/migration.sql'), ...own }));
    expect(migrations.map(({ forward }) => forward.transaction)).toEqual(['none', 'script']);
  });

  test('a folder of rollbacks beside has one for each step that has no down.sql', () => {
    const files = {
      ...project('1_a/migration.sql', '1_a/down.sql', '2_b/migration.sql'),
      'prisma/rollbacks/2_b.sql': SQL,
    };
    const set = readFolder(folderOf(files));
    expect(set.migrations.map(({ rollback }) => rollback?.path ?? null)).toEqual([
      'prisma/migrations/1_a/down.sql',
      'prisma/rollbacks/2_b.sql',
    ]);
    expect(set).toMatchObject({ reversible: true, orphans: [] });
  });

  test('other SQL files are named', () => {
    const { remarks } = readFolder(folderOf(project('1_a/migration.sql', '1_a/seed.sql', 'loose.sql')));
    expect(remarks.map(({ location }) => location?.file)).toEqual([
      'prisma/migrations/loose.sql',
      'prisma/migrations/1_a/seed.sql',
    ]);
  });

  test('a folder without a script is refused, as Prisma does', () => {
    expect(refusalOf(folderOf(project('1_a/migration.sql', '2_b/notes.txt')))).toMatchObject({
      code: 'migration-missing',
      detail: { location: { file: 'prisma/migrations/2_b/migration.sql' } },
    });
  });

  test('migrations of another database are refused at the line that says so', () => {
    const lock = { 'prisma/migrations/migration_lock.toml': '# Do not edit\nprovider = "postgresql"\n' };
    expect(refusalOf(folderOf({ ...project('1_a/migration.sql'), ...lock }))).toMatchObject({
      code: 'wrong-dialect',
      detail: { location: { file: 'prisma/migrations/migration_lock.toml', line: 2 } },
    });
  });

  test('an empty script is a step that does nothing', () => {
    const files = { ...LOCK, 'prisma/migrations/1_a/migration.sql': '-- This is an empty migration.' };
    expect(readFolder(folderOf(files)).migrations[0]?.forward.statements).toEqual([]);
  });

  test('without its lock file the layout has to be named', () => {
    const root = folderOf({ 'prisma/migrations/1_a/migration.sql': SQL });
    expect(refusalOf(root).code).toBe('no-migrations');
    expect(readFolder(root, { layout: 'prisma', migrations: 'prisma/migrations' }).migrations).toHaveLength(1);
  });
});
