import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseBaseline } from '../../harness/config/baselineFile.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { brokenLadder, soundLadder } from './ladders.ts';
import { stepproof } from './run.ts';

const FILE = 'stepproof.baseline.json';

/** Its rollback forgets the index, and its copy crosses two columns. */
const oldLadder = {
  ...brokenLadder,
  'migrations/0003_copy.sql':
    'CREATE TABLE a (x TEXT, y TEXT);\nCREATE TABLE b (y TEXT, x TEXT);\nINSERT INTO b SELECT * FROM a;\n',
  'rollbacks/0003_copy.sql': 'DROP TABLE b;\nDROP TABLE a;\n',
};

function checksIn(folder: string): readonly string[] {
  return parseBaseline(readFileSync(join(folder, FILE), 'utf8')).map(({ check }) => check);
}

describe('the baseline', () => {
  test('lets an old project pass, and shrinks with its faults', () => {
    const cwd = projectFolder(oldLadder);
    expect(stepproof(['check'], { cwd }).code).toBe(1);
    expect(stepproof(['check', '--update-baseline'], { cwd }).code).toBe(0);
    expect(checksIn(cwd)).toContain('rollback-restores-schema');
    expect(stepproof(['check'], { cwd }).code).toBe(0);
    writeFileSync(join(cwd, 'rollbacks/0002_index.sql'), soundLadder['rollbacks/0002_index.sql']);
    const { code, stdout } = stepproof(['check'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('baseline-is-current');
    expect(stepproof(['check', '--update-baseline'], { cwd }).code).toBe(0);
    expect(checksIn(cwd)).not.toContain('rollback-restores-schema');
  });

  test('is one for check and lint: each leaves the entries of the other', () => {
    const cwd = projectFolder(oldLadder);
    expect(stepproof(['lint'], { cwd }).code).toBe(1);
    expect(stepproof(['check', '--update-baseline'], { cwd }).code).toBe(0);
    const ofCheck = checksIn(cwd);
    const { code, stderr } = stepproof(['lint', '--update-baseline'], { cwd });
    expect([code, stderr]).toEqual([0, `stepproof: wrote ${FILE} (${ofCheck.length + 1} findings)\n`]);
    expect(checksIn(cwd)).toEqual(expect.arrayContaining([...ofCheck, 'star-copy']));
    expect(stepproof(['lint', '--max-warnings', '0'], { cwd }).code).toBe(0);
    expect(stepproof(['check'], { cwd }).code).toBe(0);
  });

  test('is not written in CI', () => {
    const cwd = projectFolder(oldLadder);
    for (const command of ['check', 'lint']) {
      const { code, stderr } = stepproof([command, '--update-baseline'], { cwd, env: { CI: 'true' } });
      expect(code).toBe(2);
      expect(stderr).toContain('--update-baseline is refused in CI');
    }
    expect(existsSync(join(cwd, FILE))).toBe(false);
  });

  test('that cannot be read is said to be broken', () => {
    const cwd = projectFolder({ ...soundLadder, [FILE]: '<<<<<<< HEAD' });
    for (const command of ['check', 'lint']) {
      const { code, stderr } = stepproof([command], { cwd });
      expect(code).toBe(2);
      expect(stderr).toContain(`error[bad-baseline]: ${FILE} cannot be read`);
    }
  });
});
