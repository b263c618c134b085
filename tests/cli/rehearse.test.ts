import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { ladderOf, onDatabase, projectOf, sha256 } from '../rehearsal/project.ts';
import { type JsonSchema, violations } from '../reporters/jsonSchema.ts';
import { startStepproof, stepproof, transcript } from './run.ts';

const MAIN = join(import.meta.dirname, '../../harness/cli/main.ts');
const NOTES = 'CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, body TEXT);\n';
const ROWS = "INSERT INTO notes VALUES (1, 'Buy', 'milk'), (2, 'Buy', 'bread'), (3, 'Sell', 'car');\n";
const LADDER = {
  '0001_notes': [NOTES, 'DROP TABLE notes;'],
  '0002_index': ['CREATE INDEX notes_body ON notes (body);\n', 'DROP INDEX notes_body;\n'],
} as const;
const BROKEN = {
  ...LADDER,
  '0003_unique': ['CREATE UNIQUE INDEX notes_title ON notes (title);\n', 'DROP INDEX notes_title;\n'],
} as const;
/** Runs for ever on rows, and not at all without. */
const ENDLESS =
  'UPDATE notes SET body = (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n FROM c) SELECT max(n) FROM c WHERE n > 1);\n';

/** A run with what differs from machine to machine left open. */
function steady(args: readonly string[], run: ReturnType<typeof stepproof>): string {
  return transcript(args, run)
    .replace(/ +[\d.]+ m?s(?= )/g, ' <ms>')
    .replace(/^(?: {3}step|[✓✗] {2}\d).*$/gm, (row) => row.replace(/ {2,}/g, '  '))
    .replace(/[\d.]+ MiB/, '… MiB')
    .replace(/better-sqlite3 \S+ \(SQLite \S+\)/, 'better-sqlite3 …')
    .replace(/^(stepproof) \d\S*/m, '$1 …');
}

describe('stepproof rehearse', () => {
  test('says go, with what each step cost', async () => {
    const { dir, database } = projectOf(ladderOf(LADDER), NOTES + ROWS);
    const before = sha256(database);
    const args = ['rehearse', 'app.db'];
    const run = stepproof(args, { cwd: dir });
    await expect(steady(args, run)).toMatchFileSnapshot('../golden/rehearse-go.txt');
    expect(run.code).toBe(0);
    expect(sha256(database)).toBe(before);
    expect(readdirSync(dir).sort()).toEqual(['app.db', 'migrations', 'rollbacks']);
  });

  test('says no-go, and which rows are in the way', async () => {
    const { dir } = projectOf(ladderOf(BROKEN), NOTES + ROWS);
    const args = ['rehearse', 'app.db', '.'];
    const run = stepproof(args, { cwd: dir });
    await expect(steady(args, run)).toMatchFileSnapshot('../golden/rehearse-no-go.txt');
    expect(run.code).toBe(1);
  });

  test('says that nothing is pending', () => {
    const { dir } = projectOf(ladderOf({ '0001_notes': LADDER['0001_notes'] }), NOTES + ROWS);
    const { code, stdout } = stepproof(['rehearse', 'app.db'], { cwd: dir });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ go: nothing is pending/m);
  });

  test.each(['json', 'junit', 'sarif', 'markdown', 'github'])('makes a %s report', (reporter) => {
    const { dir } = projectOf(ladderOf(BROKEN), NOTES + ROWS);
    const { code, stdout } = stepproof(['rehearse', 'app.db', '--reporter', reporter], { cwd: dir });
    expect(code).toBe(1);
    expect(stdout.replaceAll('\\_', '_')).toContain('2 rows of table notes break unique index notes_title: id 1, 2');
    if (reporter !== 'json') return;
    const schema: JsonSchema = JSON.parse(readFileSync('report.schema.json', 'utf8'));
    expect(violations(JSON.parse(stdout), schema, schema)).toEqual([]);
    expect(JSON.parse(stdout).rehearsal.verdict).toBe('no-go');
  });

  test('explains itself', async () => {
    const args = ['rehearse', '--help'];
    await expect(transcript(args, stepproof(args))).toMatchFileSnapshot('../golden/help-rehearse.txt');
  });

  test('says what is wrong with how it was called', () => {
    const { dir } = projectOf(ladderOf(LADDER), NOTES + ROWS);
    const error = (args: readonly string[]): string => {
      const { code, stderr } = stepproof(['rehearse', ...args], { cwd: dir });
      expect(code).toBe(2);
      return stderr.split('\n')[0] ?? '';
    };
    expect(error([])).toBe('error[bad-usage]: rehearse takes a database and a folder, not 0 names');
    expect(error(['missing.db'])).toBe('error[database-missing]: there is no database missing.db');
    expect(error(['migrations/0001_notes.sql'])).toBe(
      'error[database-not-sqlite]: migrations/0001_notes.sql is no SQLite database',
    );
    expect(error(['app.db', '--work-dir', 'nowhere'])).toBe('error[path-refused]: nowhere cannot be written to');
    expect(error(['app.db', '--step', '0007'])).toBe('error[bad-usage]: there is no step "0007"');
  });

  test('puts its copy where it is told to, and leaves nothing there', () => {
    const { dir, database } = projectOf({ ...ladderOf(LADDER), 'work/.keep': '' }, NOTES + ROWS);
    const { code } = stepproof(['rehearse', database, dir, '--work-dir', join(dir, 'work')]);
    expect(code).toBe(0);
    expect(readdirSync(join(dir, 'work'))).toEqual(['.keep']);
  });
});

describe('a statement that does not end on the real rows', () => {
  test('is stopped, refused and reported, and the other steps are rehearsed', () => {
    const { dir } = projectOf(
      ladderOf({
        '0001_notes': LADDER['0001_notes'],
        '0002_endless': [ENDLESS, 'SELECT 1;'],
        '0003_index': LADDER['0002_index'],
      }),
      NOTES + ROWS,
    );
    const args = ['rehearse', 'app.db', '--from', '0002', '--timeout', '1.5', '--reporter', 'json'];
    const { code, stdout, stderr } = stepproof(args, { cwd: dir });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^stepproof: stopped after 1\.5 s, going on without it: UPDATE notes/);
    const { steps } = JSON.parse(stdout);
    expect(steps.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
      ['0002_endless', 'failed'],
      ['0003_index', 'passed'],
    ]);
    expect(steps[0].checks[0].findings[0].message).toContain('it did not end');
  });
});

describe.runIf(process.platform === 'linux')('a rehearsal that is ended', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('by %s leaves no copy behind', async (signal) => {
    const { dir, database } = projectOf(
      { ...ladderOf({ '0001_notes': LADDER['0001_notes'], '0002_endless': [ENDLESS, 'SELECT 1;'] }), 'work/.keep': '' },
      NOTES + ROWS,
    );
    const before = sha256(database);
    const work = join(dir, 'work');
    const run = startStepproof(['rehearse', 'app.db', '--from', '0002', '--work-dir', work], { cwd: dir });
    await copyIn(work, run);
    run.kill(signal);
    const [code] = await once(run, 'close');
    expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(readdirSync(work)).toEqual(['.keep']);
    expect(sha256(database)).toBe(before);
  });
});

/** Waits until the copy is there, in a folder that nobody else can read. */
async function copyIn(work: string, run: ChildProcess): Promise<void> {
  while (run.exitCode === null) {
    const folder = readdirSync(work).find((name) => name.startsWith('stepproof-run-'));
    if (folder !== undefined && existsSync(join(work, folder, 'rehearsal.sqlite-wal'))) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the run ended with ${run.exitCode} before it made a copy`);
}

describe.runIf(process.platform === 'linux')('a copy that cannot be written', () => {
  test('ends the run with the reason, is deleted, and is no verdict on the steps', () => {
    const filled = `INSERT INTO notes SELECT NULL, 'x', hex(randomblob(500)) FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 1000) SELECT n FROM c);`;
    const { dir } = projectOf({ ...ladderOf(LADDER), 'work/.keep': '' }, NOTES + ROWS + filled);
    for (const blocks of [1000, 2600]) {
      const { status, stderr } = spawnSync(
        'sh',
        [
          '-c',
          `ulimit -f ${blocks}; exec "$0" "$@"`,
          process.execPath,
          MAIN,
          'rehearse',
          'app.db',
          '--work-dir',
          'work',
        ],
        { cwd: dir, encoding: 'utf8' },
      );
      expect([status, stderr]).toEqual([2, expect.stringMatching(/^error\[(?:io-error|disk-full)\]: /)]);
      expect(readdirSync(join(dir, 'work'))).toEqual(['.keep']);
    }
  });
});

describe('a database that another process writes to all the time', () => {
  test('is copied as it is at one moment', async () => {
    const { dir, database } = projectOf(ladderOf(LADDER), `PRAGMA journal_mode = WAL;\n${NOTES}${ROWS}`);
    const writer = new Database(database);
    try {
      const run = startStepproof(['rehearse', 'app.db', '--reporter', 'json'], { cwd: dir });
      let stdout = '';
      run.stdout?.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
      });
      let rows = 3;
      const writing = setInterval(() => {
        writer.prepare("INSERT INTO notes (title, body) VALUES ('x', 'y')").run();
        rows += 1;
      }, 1);
      const [code] = await once(run, 'close');
      clearInterval(writing);
      const report = JSON.parse(stdout);
      expect(code).toBe(0);
      expect(report.rehearsal.database.rows).toBeGreaterThanOrEqual(3);
      expect(report.rehearsal.database.rows).toBeLessThanOrEqual(rows);
      expect(report.findings.map(({ message }: { message: string }) => message)).toContain(
        'the database changed during the run',
      );
      expect(onDatabase(database, (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok');
    } finally {
      writer.close();
    }
  });
});
