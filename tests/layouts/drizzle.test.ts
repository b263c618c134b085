import { describe, expect, test } from 'vitest';
import { type Files, folderOf, readFolder, refusalOf, stepsOf } from './reading.ts';

const SQL = 'CREATE TABLE `t` (`a` integer);\n';

interface Entry {
  readonly tag: string;
  readonly when?: number;
  readonly breakpoints?: boolean;
}

function journal(entries: readonly Entry[], dialect = 'sqlite'): string {
  const written = entries.map((entry, idx) => ({ idx, version: '6', when: idx + 1, breakpoints: true, ...entry }));
  return JSON.stringify({ version: '7', dialect, entries: written }, null, 2);
}

function project(entries: readonly Entry[], scripts: Files = {}): Files {
  const files = entries.map(({ tag }) => [`drizzle/${tag}.sql`, SQL]);
  return { 'drizzle/meta/_journal.json': journal(entries), ...Object.fromEntries(files), ...scripts };
}

describe('drizzle', () => {
  test('the journal says what runs and in which order', () => {
    const set = readFolder(folderOf(project([{ tag: '0000_b' }, { tag: '0002_c' }, { tag: '0001_a' }])));
    expect(stepsOf(set)).toEqual([
      ['0000_b', 'drizzle/0000_b.sql', null],
      ['0002_c', 'drizzle/0002_c.sql', null],
      ['0001_a', 'drizzle/0001_a.sql', null],
    ]);
    expect(set).toMatchObject({ layout: 'drizzle', reversible: false, orphans: [], remarks: [] });
    expect(set.migrations[0]?.forward.transaction).toBe('runner');
  });

  test('a file without an entry is never run, and named', () => {
    const { migrations, remarks } = readFolder(folderOf(project([{ tag: '0000_a' }], { 'drizzle/0001_b.sql': SQL })));
    expect(migrations).toHaveLength(1);
    expect(remarks).toMatchObject([{ severity: 'warning', location: { file: 'drizzle/0001_b.sql' } }]);
  });

  test('an entry without its file is refused at its line', () => {
    const files = project([{ tag: '0000_a' }, { tag: '0001_b' }]);
    const { 'drizzle/0001_b.sql': _, ...left } = files;
    expect(refusalOf(folderOf(left))).toMatchObject({
      code: 'migration-missing',
      detail: { location: { file: 'drizzle/meta/_journal.json', line: 17 } },
    });
  });

  test('an entry that stands there twice is refused', () => {
    expect(refusalOf(folderOf(project([{ tag: '0000_a' }, { tag: '0000_a' }])))).toMatchObject({
      code: 'migration-duplicate',
    });
  });

  test('an entry that is older than one before it is skipped by databases that have that one', () => {
    const { remarks } = readFolder(
      folderOf(
        project([
          { tag: 'a', when: 5 },
          { tag: 'b', when: 3 },
          { tag: 'c', when: 6 },
        ]),
      ),
    );
    expect(remarks.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'b is skipped in a database that has a already'],
    ]);
  });

  test('two statements without a breakpoint between them are warned of, where the journal has breakpoints', () => {
    const two = `${SQL}CREATE TABLE \`u\` (\`a\` integer);\n`;
    const good = two.replace(';\nCREATE', ';\n--> statement-breakpoint\nCREATE');
    const entries = [{ tag: 'a' }, { tag: 'b' }, { tag: 'c', breakpoints: false }];
    const scripts = { 'drizzle/a.sql': two, 'drizzle/b.sql': good, 'drizzle/c.sql': two };
    const { remarks, migrations } = readFolder(folderOf({ ...project(entries), ...scripts }));
    expect(remarks).toMatchObject([{ severity: 'warning', location: { file: 'drizzle/a.sql', line: 2, column: 1 } }]);
    expect(migrations[1]?.forward.statements).toHaveLength(2);
  });

  test.each([
    ['no JSON', '{ "dialect": '],
    ['no entries', '{ "dialect": "sqlite" }'],
    ['an entry without a tag', '{ "dialect": "sqlite", "entries": [{ "idx": 0, "when": 1 }] }'],
    ['an entry that is no object', '{ "dialect": "sqlite", "entries": [null] }'],
  ])('a journal with %s is refused', (_, text) => {
    expect(refusalOf(folderOf({ 'drizzle/meta/_journal.json': text }))).toMatchObject({
      code: 'layout-unreadable',
      detail: { location: { file: 'drizzle/meta/_journal.json' } },
    });
  });

  test('a journal of another database is refused at its line', () => {
    const files = { 'drizzle/meta/_journal.json': journal([{ tag: 'a' }], 'postgresql'), 'drizzle/a.sql': SQL };
    expect(refusalOf(folderOf(files))).toMatchObject({
      code: 'wrong-dialect',
      message: 'these migrations are for postgresql, not for SQLite',
      detail: { location: { file: 'drizzle/meta/_journal.json', line: 3 } },
    });
  });

  test.each([
    ['drizzle.config.ts', "export default defineConfig({ dialect: 'sqlite', out: './data/steps' });\n"],
    ['drizzle.config.json', '{ "dialect": "sqlite", "out": "data/steps" }'],
  ])('%s says where the folder is', (name, config) => {
    const files = { 'data/steps/meta/_journal.json': journal([{ tag: 'a' }]), 'data/steps/a.sql': SQL };
    expect(stepsOf(readFolder(folderOf({ [name]: config, ...files })))).toEqual([['a', 'data/steps/a.sql', null]]);
  });

  test('a folder outside of the checked one is not looked into', () => {
    const config = "export default { out: '../elsewhere' };\n";
    expect(readFolder(folderOf({ 'drizzle.config.ts': config, 'migrations/1_a.sql': SQL })).layout).toBe('paired');
  });

  test('since 1.0 each migration has a folder, and the names order them', () => {
    const folder = (name: string): Files => ({
      [`drizzle/${name}/migration.sql`]: SQL,
      [`drizzle/${name}/snapshot.json`]: '{ "version": "8", "dialect": "sqlite" }',
    });
    const files = { ...folder('20240302080000_b'), ...folder('20240301080000_a'), 'drizzle/loose.sql': SQL };
    const set = readFolder(folderOf(files));
    expect(stepsOf(set)).toEqual([
      ['20240301080000_a', 'drizzle/20240301080000_a/migration.sql', null],
      ['20240302080000_b', 'drizzle/20240302080000_b/migration.sql', null],
    ]);
    expect(set.layout).toBe('drizzle');
    expect(set.remarks.map(({ location }) => location?.file)).toEqual(['drizzle/loose.sql']);
  });

  test('such folders of another database are refused', () => {
    const files = { 'drizzle/1_a/migration.sql': SQL, 'drizzle/1_a/snapshot.json': '{ "dialect": "mysql" }' };
    expect(refusalOf(folderOf(files))).toMatchObject({ code: 'wrong-dialect' });
  });

  test('rollbacks beside the folder are paired by the tag', () => {
    const set = readFolder(folderOf(project([{ tag: 'a' }, { tag: 'b' }], { 'rollbacks/a.sql': 'DROP TABLE t;\n' })));
    expect(set.migrations.map(({ rollback }) => rollback?.path ?? null)).toEqual(['rollbacks/a.sql', null]);
    expect(set.reversible).toBe(true);
  });

  test('where wrangler applies the folder, wrangler’s rules count', () => {
    const config = '[[d1_databases]]\nbinding = "DB"\nmigrations_dir = "drizzle"\n';
    const root = folderOf({ ...project([{ tag: '0000_a' }]), 'wrangler.toml': config });
    expect(readFolder(root).layout).toBe('wrangler');
    expect(readFolder(root, { migrations: 'drizzle' }).layout).toBe('wrangler');
    expect(readFolder(root, { layout: 'drizzle', migrations: 'drizzle' }).layout).toBe('drizzle');
  });
});
