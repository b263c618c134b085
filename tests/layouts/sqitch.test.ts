import { describe, expect, test } from 'vitest';
import { type Files, folderOf, readFolder, refusalOf, stepsOf } from './reading.ts';

const BY = '2024-03-01T08:00:00Z Ann Lee <ann@example.com>';
const SQL = 'BEGIN;\nCREATE TABLE t (a);\nCOMMIT;\n';

function plan(...lines: readonly string[]): string {
  return ['%syntax-version=1.0.0', '%project=library', '', ...lines, ''].join('\n');
}

/** A plan, and scripts that all hold the same. */
function project(lines: readonly string[], ...scripts: readonly string[]): Files {
  return { 'sqitch.plan': plan(...lines), ...Object.fromEntries(scripts.map((path) => [path, SQL])) };
}

describe('sqitch', () => {
  test('changes run in the order of the plan, with their revert and verify scripts', () => {
    const lines = [`b ${BY} # Second by name.`, `a [b] ${BY} # First by name.`];
    const scripts = ['deploy/a.sql', 'deploy/b.sql', 'revert/b.sql', 'verify/a.sql'];
    const set = readFolder(folderOf(project(lines, ...scripts)));
    expect(stepsOf(set)).toEqual([
      ['b', 'deploy/b.sql', 'revert/b.sql'],
      ['a', 'deploy/a.sql', null],
    ]);
    expect(set.migrations.map(({ verify }) => verify?.path ?? null)).toEqual([null, 'verify/a.sql']);
    expect(set).toMatchObject({ layout: 'sqitch', reversible: true, orphans: [], remarks: [] });
  });

  test('a script runs in its own transaction, and without one statement by statement', () => {
    const files = { ...project([`a ${BY}`, `b ${BY}`], 'deploy/a.sql'), 'deploy/b.sql': 'CREATE TABLE u (a);\n' };
    const { migrations } = readFolder(folderOf(files));
    expect(migrations.map(({ forward }) => forward.transaction)).toEqual(['script', 'none']);
  });

  test('a change that was made anew keeps its first scripts under a tag between', () => {
    const lines = [`a ${BY}`, `@v1 ${BY}`, `b ${BY}`, `@v2 ${BY}`, `a [a@v1] ${BY}`];
    const scripts = ['deploy/a@v2.sql', 'revert/a@v2.sql', 'deploy/b.sql', 'deploy/a.sql', 'revert/a.sql'];
    expect(stepsOf(readFolder(folderOf(project(lines, ...scripts))))).toEqual([
      ['a@v2', 'deploy/a@v2.sql', 'revert/a@v2.sql'],
      ['b', 'deploy/b.sql', null],
      ['a', 'deploy/a.sql', 'revert/a.sql'],
    ]);
  });

  test('names with a path, comments, pragmas, conflicts and other projects are read', () => {
    const lines = ['# a comment', `tables/a ${BY} # [no] dependency: @all`, `+b [other:c !d tables/a] ${BY}`];
    const set = readFolder(folderOf(project(lines, 'deploy/tables/a.sql', 'deploy/b.sql')));
    expect(set.migrations.map(({ id }) => id)).toEqual(['tables/a', 'b']);
  });

  test('sqitch.conf says where things are, for SQLite before all others', () => {
    const conf = [
      '[core]',
      '\tengine = sqlite',
      '\ttop_dir = elsewhere ; not for SQLite',
      '\textension = ddl',
      '# top_dir = commented',
      '[engine "sqlite"]',
      '\ttop_dir = "db"',
      '\trevert_dir = back',
    ].join('\n');
    const files = { 'sqitch.conf': conf, 'db/sqitch.plan': plan(`a ${BY}`), 'db/deploy/a.ddl': SQL, 'back/a.ddl': SQL };
    expect(stepsOf(readFolder(folderOf(files)))).toEqual([['a', 'db/deploy/a.ddl', 'back/a.ddl']]);
  });

  test('a plan under another name is found by sqitch.conf', () => {
    const files = {
      'sqitch.conf': '[core]\nplan_file = plans/lite.plan\n',
      'plans/lite.plan': plan(`a ${BY}`),
      'deploy/a.sql': SQL,
    };
    expect(readFolder(folderOf(files)).layout).toBe('sqitch');
  });

  test('scripts that the plan does not name are named', () => {
    const scripts = ['deploy/a.sql', 'deploy/b.sql', 'revert/c.sql', 'verify/d.sql'];
    const { remarks, orphans } = readFolder(folderOf(project([`a ${BY}`], ...scripts)));
    expect(remarks.map(({ location }) => location?.file)).toEqual(['deploy/b.sql', 'verify/d.sql']);
    expect(orphans).toEqual(['revert/c.sql']);
  });

  test.each<[string, readonly string[], string, number]>([
    ['a change that comes later', [`a [b] ${BY}`, `b ${BY}`], 'a requires b', 4],
    ['a tag that does not exist', [`a ${BY}`, `b [a@v1] ${BY}`], 'b requires a@v1', 5],
    ['the same change without a tag between', [`a ${BY}`, `b ${BY}`, `a ${BY}`], 'a stands there already', 6],
    ['a tag before any change', [`@v1 ${BY}`], 'A tag follows a change.', 4],
    ['a line that is nothing', [`a ${BY}`, '[b]'], 'It is no change', 5],
  ])('%s is refused at its line', (_, lines, why, line) => {
    const error = refusalOf(folderOf(project(lines, 'deploy/a.sql', 'deploy/b.sql')));
    expect(error).toMatchObject({ code: 'layout-unreadable', detail: { location: { file: 'sqitch.plan', line } } });
    expect(error.detail.why).toContain(why);
  });

  test('a change without its deploy script is refused at its line', () => {
    expect(refusalOf(folderOf(project([`a ${BY}`, `b ${BY}`], 'deploy/a.sql')))).toMatchObject({
      code: 'migration-missing',
      message: 'sqitch.plan names b, and there is no deploy/b.sql',
      detail: { location: { file: 'sqitch.plan', line: 5 } },
    });
  });

  test('a project of another database is refused, one of several databases is not', () => {
    const files = project([`a ${BY}`], 'deploy/a.sql');
    const conf = '[core]\n\tengine = pg\n';
    expect(refusalOf(folderOf({ ...files, 'sqitch.conf': conf }))).toMatchObject({
      code: 'wrong-dialect',
      detail: { location: { file: 'sqitch.conf', line: 2 } },
    });
    const both = `${conf}[engine "sqlite"]\n\ttarget = db:sqlite:library.db\n`;
    expect(readFolder(folderOf({ ...files, 'sqitch.conf': both })).layout).toBe('sqitch');
  });

  test('a plan without a change is no ladder', () => {
    expect(refusalOf(folderOf(project([]))).code).toBe('no-migrations');
  });
});
