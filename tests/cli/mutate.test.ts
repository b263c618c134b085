import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeApart } from '../../harness/cli/arguments.ts';
import { commonOptions } from '../../harness/cli/common.ts';
import { mutate } from '../../harness/cli/mutate.ts';
import { readMutateJob } from '../../harness/cli/mutateJob.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { type JsonSchema, violations } from '../reporters/jsonSchema.ts';
import { brokenLadder, soundLadder } from './ladders.ts';
import { type Run, stepproof, transcript } from './run.ts';

const LIBRARY = join(import.meta.dirname, '../fixtures/mutate/library');
const schema: JsonSchema = JSON.parse(readFileSync(join(import.meta.dirname, '../../report.schema.json'), 'utf8'));

/** What a person sees, with the time left open. */
function seen(args: readonly string[], run: Run): string {
  return transcript(args, run).replace(/; [\d.]+ m?s$/gm, '; …');
}

/** A report without what two runs of the same input may differ in. */
function timeless(json: string) {
  return JSON.parse(json, (key, value: unknown) => (key === 'durationMs' ? 0 : value));
}

describe('a ladder that passes its check', () => {
  test('is mutated, and what nothing notices is shown with its SQL', async () => {
    const run = stepproof(['mutate'], { cwd: LIBRARY });
    await expect(seen(['mutate'], run)).toMatchFileSnapshot('../golden/mutate-library.txt');
  });

  test('has a report that report.schema.json describes, and the same a second time', () => {
    const args = ['mutate', '--reporter', 'json'];
    const [first, second] = [stepproof(args, { cwd: LIBRARY }), stepproof(args, { cwd: LIBRARY })];
    expect([first.code, first.stderr]).toEqual([0, '']);
    const report = timeless(first.stdout);
    expect(report.command).toBe('mutate');
    expect(report.steps.map(({ id }: { id: string }) => id)).toEqual(['0001_books', '0002_genres']);
    expect(report.mutation.schema.killed).toBeGreaterThan(30);
    expect(report.mutation.steps.killed).toBeGreaterThan(20);
    expect(violations(report, schema, schema)).toEqual([]);
    expect(timeless(second.stdout)).toEqual(report);
  });
});

describe('a part of it', () => {
  test('is one step, and of the schema what that step touches', () => {
    const args = ['mutate', '--step', '0002', '--reporter', 'json'];
    const { mutation } = JSON.parse(stepproof(args, { cwd: projectFolder(soundLadder) }).stdout);
    expect(mutation.after).toBe('0002_index');
    expect(Object.keys(mutation.schema.byOperator)).toContain('index-drop');
    expect(Object.keys(mutation.schema.byOperator)).not.toContain('table-drop');
    expect(mutation.steps.total).toBeGreaterThan(5);
  });

  test('is the schema after the last step asked for', () => {
    const args = ['mutate', '--to', '0001', '--schema-only', '--reporter', 'json'];
    const { mutation } = JSON.parse(stepproof(args, { cwd: projectFolder(soundLadder) }).stdout);
    expect(mutation.after).toBe('0001_notes');
    expect(Object.keys(mutation.schema.byOperator)).not.toContain('index-drop');
    expect(mutation.steps.total).toBe(0);
  });

  test('is the steps alone', () => {
    const args = ['mutate', '--steps-only', '--reporter', 'json'];
    const { mutation } = JSON.parse(stepproof(args, { cwd: projectFolder(soundLadder) }).stdout);
    expect([mutation.after, mutation.schema.total]).toEqual([null, 0]);
    expect(mutation.steps.total).toBeGreaterThan(10);
  });
});

describe('a score', () => {
  const args = ['mutate', '--step', '0002', '--steps-only', '--quiet'];
  /** Without its rollback the second step shows only when it runs again, and that the rows of a check do not. */
  const numbered = {
    ...soundLadder,
    'migrations/0002_index.sql': "UPDATE notes SET id = id + 1000000 WHERE body > 'm';\n",
    'rollbacks/0002_index.sql': 'UPDATE notes SET id = id - 1000000 WHERE id > 1000000;\n',
  };

  test('that is not asked for fails nothing', () => {
    const { code, stdout, stderr } = stepproof(args, { cwd: projectFolder(numbered) });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('rollback-empty');
  });

  test('that is reached passes, and one that is missed fails and says which', () => {
    const cwd = projectFolder(numbered);
    expect(stepproof([...args, '--min-score', '50'], { cwd }).code).toBe(0);
    const { code, stderr } = stepproof([...args, '--min-score', '100'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^stepproof: the step mutants have a score of \d+\.\d %, and --min-score asks for 100 %\n$/);
  });
});

describe('a mistake', () => {
  test.each([
    ['--min-score high', '--min-score is a number from 0 to 100, not "high"'],
    ['--min-score 100.5', '--min-score is a number from 0 to 100, not "100.5"'],
    ['--min-score -1', '--min-score is a number from 0 to 100, not "-1"'],
    ['--workers 0', '--workers is a whole number from 1 to 256, not "0"'],
    ['--schema-only --steps-only', '--schema-only and --steps-only leave nothing to mutate'],
    ['--step 0001 --to 0002', '--step names a single step, --from and --to a range'],
    ['--check rows-survive', 'unknown option --check'],
    ['--reporter junit', 'mutate has no junit report'],
    ['one two', 'mutate takes one folder, not 2: one two'],
  ])('%s is told: %s', (mistake, message) => {
    const given = takeApart(mistake.split(' '), [...mutate.options, ...commonOptions], 'mutate');
    expect(given.problem?.message ?? messageOf(() => readMutateJob(mutate, given))).toBe(message);
  });

  test('ends with 2 and nothing on standard output', () => {
    for (const args of [
      ['--min-score', 'high'],
      ['--step', '0009'],
    ]) {
      const { code, stdout, stderr } = stepproof(['mutate', ...args], { cwd: projectFolder(soundLadder) });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^error\[bad-usage\]: .*(?:"high"|"0009")\n/);
    }
  });

  test('in the ladder itself is not scored', async () => {
    const run = stepproof(['mutate', '--workers', '2'], { cwd: projectFolder(brokenLadder) });
    await expect(transcript(['mutate'], run)).toMatchFileSnapshot('../golden/mutate-red.txt');
  });

  test('is an empty folder', () => {
    const { code, stderr } = stepproof(['mutate'], { cwd: projectFolder({ 'migrations/read.me': '' }) });
    expect(code).toBe(2);
    expect(stderr).toContain('error[no-migrations]');
  });

  test('has a help page to look at', async () => {
    const args = ['mutate', '--help'];
    await expect(transcript(args, stepproof(args))).toMatchFileSnapshot('../golden/help-mutate.txt');
  });
});

describe('workers', () => {
  test('however many, find what the process itself finds', () => {
    const columns = Array.from({ length: 40 }, (_, at) => `c${at} TEXT`).join(', ');
    const cwd = projectFolder({
      'migrations/0001_wide.sql': `CREATE TABLE wide (${columns});\n`,
      'rollbacks/0001_wide.sql': 'DROP TABLE wide;\n',
    });
    const [one, three] = ['1', '3'].map((workers) => {
      const { stdout, stderr } = stepproof(['mutate', '--workers', workers, '--reporter', 'json'], { cwd });
      expect(stderr).toBe('');
      return timeless(stdout);
    });
    expect(one.mutation.schema.total).toBeGreaterThan(150);
    expect(three).toEqual(one);
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
