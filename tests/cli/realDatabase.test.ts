import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { contentsOf, execute, makeDatabase } from '../operations/database.ts';
import { type JsonSchema, violations } from '../reporters/jsonSchema.ts';
import { soundLadder } from './ladders.ts';
import { type Run, startStepproof, stepproof } from './run.ts';

const schema: JsonSchema = JSON.parse(readFileSync('report.schema.json', 'utf8'));

const ladder = {
  ...soundLadder,
  'migrations/0003_author.sql': 'ALTER TABLE notes ADD COLUMN author TEXT;\n',
  'rollbacks/0003_author.sql': 'ALTER TABLE notes DROP COLUMN author;\n',
};

/** Never ends where there is a row, and at once where there is none. */
const endlessOnRows = {
  ...soundLadder,
  'migrations/0003_endless.sql': `CREATE TABLE copies (id INTEGER, body TEXT);
INSERT INTO copies
SELECT n, 'x' FROM (WITH RECURSIVE c(n) AS (SELECT id FROM notes UNION ALL SELECT n FROM c) SELECT n FROM c WHERE n > 9);
`,
};

function project(files: Readonly<Record<string, string>>): string {
  const folder = projectFolder(files);
  makeDatabase(join(folder, 'app.db'));
  return folder;
}

/** With times, and so the widths of columns, left open. */
function transcript(args: readonly string[], { code, stdout, stderr }: Run): string {
  const text = [`$ stepproof ${args.join(' ')}`, stdout, ...(stderr === '' ? [] : ['-- standard error', stderr])].join(
    '\n',
  );
  return `${text.trimEnd()}\n-- exit ${code}\n\n`
    .replace(/\d{8}T\d{6}\.\d{3}Z/g, 'TIME')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'DAY')
    .replace(/[\d.]+ m?s\b/g, '…')
    .replace(/(?<=\S) {2,}/g, '  ')
    .replace(/\n\n\n/g, '\n\n');
}

describe('a real database', () => {
  test('has its steps applied, shown, taken back and examined, in words for people', async () => {
    const cwd = project(ladder);
    const shown: string[] = [];
    const say = (...args: string[]): void => {
      shown.push(transcript(args, stepproof(args, { cwd })));
    };
    say('status', 'app.db');
    say('apply', 'app.db', '--dry-run');
    say('apply', 'app.db', '--to', '0002', '--by', 'ann');
    execute(join(cwd, 'app.db'), "INSERT INTO notes VALUES (1, 'one'), (2, 'two')");
    say('apply', 'app.db', '--by', 'ben');
    say('apply', 'app.db', '--by', 'ben');
    execute(join(cwd, 'app.db'), "UPDATE notes SET author = 'ann' WHERE id = 2");
    say('rollback', 'app.db', '--by', 'ben');
    say('rollback', 'app.db', '--by', 'ben', '--force', '--no-backup');
    execute(join(cwd, 'app.db'), 'CREATE TABLE by_hand (a); DROP INDEX idx_notes_body');
    say('status', 'app.db');
    say('apply', 'app.db');
    say('health', 'app.db', '.');
    say('health', 'app.db');
    await expect(shown.join('')).toMatchFileSnapshot('../golden/real-database.txt');
  });

  test('has a page of help for each command', async () => {
    const pages = ['apply', 'rollback', 'status', 'health'].map((name) => stepproof([name, '--help']).stdout);
    await expect(pages.join('\n')).toMatchFileSnapshot('../golden/help-real-database.txt');
  });

  test.each([
    [['apply'], 'apply takes a database and a folder, not 0 names'],
    [['status', 'a', 'b', 'c'], 'status takes a database and a folder, not 3 names'],
    [['apply', 'app.db', '--backup', 'x', '--no-backup'], '--backup and --no-backup contradict each other'],
    [['rollback', 'app.db', '--to', '0001', '--steps', '2'], '--steps and --to contradict each other'],
    [['status', 'missing.db'], 'there is no database missing.db'],
    [['apply', 'app.db', '--to', '0009'], 'there is no step "0009"'],
    [['apply', 'app.db', '--reporter', 'junit'], 'apply has no junit report'],
  ])('stepproof %j is refused', (args, message) => {
    const { code, stderr } = stepproof(args, { cwd: project(ladder) });
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('a database is made where that is asked for', () => {
    const cwd = projectFolder(ladder);
    const { code, stderr } = stepproof(['apply', 'new.db'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--create makes a new one')]);
    expect(stepproof(['apply', 'new.db', '--create'], { cwd }).code).toBe(0);
    expect(contentsOf(join(cwd, 'new.db')).applied).toHaveLength(3);
  });

  test('every report keeps to the schema of reports', () => {
    const cwd = project(ladder);
    const runs = [
      ['status', 'app.db'],
      ['apply', 'app.db', '--to', '0002'],
      ['apply', 'app.db'],
      ['rollback', 'app.db'],
      ['rollback', 'app.db', '--steps', '9'],
      ['health', 'app.db', '.'],
    ];
    for (const args of runs) {
      const { stdout } = stepproof([...args, '--reporter', 'json'], { cwd });
      expect(violations(JSON.parse(stdout), schema, schema), args.join(' ')).toEqual([]);
    }
  });

  test('what another process made of it is told by status, with exit code 1', () => {
    const cwd = project(ladder);
    stepproof(['apply', 'app.db'], { cwd });
    execute(join(cwd, 'app.db'), "UPDATE stepproof_history SET forward_digest = 'sha256:0' WHERE id = 1");
    const { code, stdout } = stepproof(['status', 'app.db', '--reporter', 'json'], { cwd });
    const { operation, findings } = JSON.parse(stdout);
    expect([code, operation.steps[0].standing, findings.length]).toEqual([1, 'edited', 1]);
  });

  test('a report that cannot be written is exit code 2, and what was done is said', () => {
    const cwd = project(ladder);
    const { code, stderr } = stepproof(['apply', 'app.db', '--reporter', 'json=nowhere/report.json'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('0001_notes is applied, 0002_index is applied, 0003_author is applied, and that stays');
    expect(stderr).toContain('error[report-not-written]');
    expect(contentsOf(join(cwd, 'app.db')).applied).toHaveLength(3);
  });
});

describe('a step that does not end', () => {
  function withRows(): string {
    const cwd = project(endlessOnRows);
    stepproof(['apply', 'app.db', '--to', '0002'], { cwd });
    execute(join(cwd, 'app.db'), "INSERT INTO notes VALUES (1, 'one')");
    return cwd;
  }

  test('is stopped at its deadline, taken back, and not tried again', () => {
    const cwd = withRows();
    const before = contentsOf(join(cwd, 'app.db'));
    const { code, stdout } = stepproof(['apply', 'app.db', '--timeout', '1', '--reporter', 'json'], { cwd });
    const { errors, operation } = JSON.parse(stdout);
    expect([code, errors[0]]).toMatchObject([
      2,
      { code: 'deadline-exceeded', location: { file: 'migrations/0003_endless.sql', line: 2, column: 1 } },
    ]);
    expect(operation.steps.map(({ standing }: { standing: string }) => standing)).toEqual([
      'applied',
      'applied',
      'pending',
    ]);
    expect(contentsOf(join(cwd, 'app.db'))).toEqual(before);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is ended by %s with %i, and the database is as before', async (signal, expected) => {
    const cwd = withRows();
    const path = join(cwd, 'app.db');
    const before = contentsOf(path);
    const run = startStepproof(['apply', 'app.db'], { cwd });
    const ended = new Promise((resolve) => run.once('close', resolve));
    // The journal is there from the first change on.
    while (!readdirSync(cwd).includes('app.db-journal')) await new Promise((resolve) => setImmediate(resolve));
    run.kill(signal);
    expect(await ended).toBe(expected);
    expect(readdirSync(cwd).filter((name) => name.includes('unfinished'))).toEqual([]);
    expect(stepproof(['status', 'app.db'], { cwd }).code).toBe(0);
    expect(contentsOf(path)).toEqual(before);
  });
});

describe.runIf(existsSync('/usr/bin/setpriv'))('SIGKILL of the command', () => {
  const fill = `CREATE TABLE many (id INTEGER PRIMARY KEY, body TEXT);
${'INSERT INTO many (body) SELECT n FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 30000) SELECT n FROM c);\n'.repeat(10)}`;
  const heavy = { ...soundLadder, 'migrations/0003_many.sql': fill, 'rollbacks/0003_many.sql': 'DROP TABLE many;\n' };

  test.each([0, 40, 110, 230])('%i ms after the journal appears leaves a whole number of steps', async (delay) => {
    const cwd = project(heavy);
    const path = join(cwd, 'app.db');
    stepproof(['apply', 'app.db', '--to', '0002'], { cwd });
    const run = startStepproof(['apply', 'app.db'], { cwd });
    const ended = new Promise((resolve) => run.once('close', resolve));
    while (!readdirSync(cwd).includes('app.db-journal')) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, delay));
    run.kill('SIGKILL');
    await ended;
    const { rows, applied, integrity } = contentsOf(path);
    expect([applied.length, rows['many']?.length ?? 0, integrity]).toEqual(
      applied.length === 2 ? [2, 0, 'ok'] : [3, 300_000, 'ok'],
    );
    expect(stepproof(['apply', 'app.db'], { cwd }).code).toBe(0);
    expect(contentsOf(path).applied).toHaveLength(3);
  });

  test('is recovered from by the next apply itself', async () => {
    const cwd = project(heavy);
    stepproof(['apply', 'app.db', '--to', '0002'], { cwd });
    const run = startStepproof(['apply', 'app.db'], { cwd });
    const ended = new Promise((resolve) => run.once('close', resolve));
    const size = () => statSync(join(cwd, 'app.db')).size;
    const before = size();
    // From here on until the end of the commit the journal is what saves the database.
    while (size() === before) await new Promise((resolve) => setImmediate(resolve));
    run.kill('SIGKILL');
    await ended;
    expect(stepproof(['apply', 'app.db'], { cwd }).code).toBe(0);
    expect(contentsOf(join(cwd, 'app.db')).applied).toHaveLength(3);
  });
});
