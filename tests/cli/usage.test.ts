import { describe, expect, test } from 'vitest';
import { takeApart } from '../../harness/cli/arguments.ts';
import { check as checkCommand } from '../../harness/cli/check.ts';
import { readJob } from '../../harness/cli/checkJob.ts';
import { commonOptions } from '../../harness/cli/common.ts';
import { refuseUpdate } from '../../harness/cli/refuseUpdate.ts';
import { type CheckOptions, check, UserError } from '../../harness/index.ts';
import { errorText } from '../../harness/reporters/errorText.ts';
import { painter } from '../../harness/reporters/paint.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { soundLadder } from './ladders.ts';
import { stepproof, transcript } from './run.ts';

describe('help', () => {
  test('lists the commands that work', async () => {
    await expect(transcript(['--help'], stepproof(['--help']))).toMatchFileSnapshot('../golden/help.txt');
  });

  test('lists the options of a command', async () => {
    const args = ['check', '--help'];
    await expect(transcript(args, stepproof(args))).toMatchFileSnapshot('../golden/help-check.txt');
  });

  test('tells the version', () => {
    expect(stepproof(['--version'])).toEqual({ code: 0, stdout: 'stepproof 0.1.0\n', stderr: '' });
  });
});

/** What a mistake is answered with, as it is printed. */
function told(what: string, error: unknown): string {
  if (!(error instanceof UserError)) throw new Error(`${what} is no mistake`, { cause: error });
  const { why = '', fix = '', location = null } = error.detail;
  const lines = errorText({ code: error.code, message: error.message, why, fix, location }, () => null, painter(false));
  return `${what}\n${lines.join('\n')}\n`;
}

describe('a mistake', () => {
  test.each([['chek'], ['check', '--sed', '3'], ['explain', 'one', 'two']])('ends with 2: %s %s', (...args) => {
    const { code, stdout, stderr } = stepproof(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error\[bad-usage\]: /);
  });

  test('on the command line is told with what was meant', async () => {
    const mistakes = [
      '--sed 3',
      '--seed',
      '--seed --quiet',
      '--seed -1',
      '--seed 1 --seed 2',
      '--rows many',
      '--timeout 0',
      '--timeout 1e99',
      '--timeout 99999999999',
      '--quiet=yes',
      'one two',
      '--reporter jsn',
      '--reporter json=',
      '--reporter json --reporter text',
      '--engine d2',
      '--engine postgres',
      '--step 0001 --from 0001',
      '--update --to 0001',
    ];
    const answers = mistakes.map((mistake) => {
      const given = takeApart(mistake.split(' '), [...checkCommand.options, ...commonOptions], 'check');
      return told(
        `stepproof check ${mistake}`,
        given.problem ?? mistakeIn(() => refuseUpdate(readJob(checkCommand, given), '')),
      );
    });
    await expect(answers.join('\n')).toMatchFileSnapshot('../golden/usage-mistakes.txt');
  });

  test('about the ladder is told with what there is', async () => {
    const mistakes: readonly CheckOptions[] = [
      { check: ['row-survive'] },
      { skip: ['plans'] },
      { check: ['rows-survive'], skip: ['rows-survive'] },
      { step: '0003' },
      { from: '000' },
      { from: '0002', to: '0001' },
      { layout: 'fly' },
      { config: 'missing.ts' },
    ];
    const dir = projectFolder(soundLadder);
    const answers: string[] = [];
    for (const mistake of mistakes) {
      const error: unknown = await check({ dir, ...mistake }).catch((reason: unknown) => reason);
      answers.push(told(JSON.stringify(mistake), error));
    }
    await expect(answers.join('\n')).toMatchFileSnapshot('../golden/ladder-mistakes.txt');
  });

  test('about the folder is told with where it was looked for', () => {
    const cwd = projectFolder({ 'read.me': '' });
    expect(stepproof(['check'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error[no-migrations]'),
    });
  });

  test.each(['check', 'lint', 'init'])('of a file in place of the folder is no crash: %s', (command) => {
    const cwd = projectFolder(soundLadder);
    const { code, stderr } = stepproof([command, 'migrations/0001_notes.sql'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('error[no-migrations]: there is no folder "migrations/0001_notes.sql"');
  });

  test('is in the JSON report, too', () => {
    const { code, stdout, stderr } = stepproof(['check', '--sed', '3', '--reporter', 'json']);
    expect(code).toBe(2);
    const message = 'unknown option --sed; did you mean "--seed"?';
    expect(JSON.parse(stdout).errors).toMatchObject([{ code: 'bad-usage', message }]);
    expect(stderr).toContain('error[bad-usage]');
  });
});

function mistakeIn(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
