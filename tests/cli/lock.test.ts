import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { frozenSteps } from '../../harness/cli/frozenSteps.ts';
import { parseLock } from '../../harness/ladder/lock.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { soundLadder } from './ladders.ts';
import { git } from './repository.ts';
import { stepproof } from './run.ts';

const LOCK = 'stepproof.lock.json';

function lockIn(folder: string) {
  return parseLock(readFileSync(join(folder, LOCK), 'utf8'), LOCK);
}

function locked(): string {
  const cwd = projectFolder(soundLadder);
  expect(stepproof(['check', '--update'], { cwd })).toMatchObject({ code: 0, stderr: `stepproof: wrote ${LOCK}\n` });
  return cwd;
}

describe('the lock', () => {
  test('is written on purpose only', () => {
    const cwd = projectFolder(soundLadder);
    expect(stepproof(['check'], { cwd }).code).toBe(0);
    expect(existsSync(join(cwd, LOCK))).toBe(false);
    expect(stepproof(['check', '--update'], { cwd, env: { CI: 'true' } }).code).toBe(2);
    expect(existsSync(join(cwd, LOCK))).toBe(false);
    expect(stepproof(['check', '--update'], { cwd, env: { CI: 'false' } }).code).toBe(0);
    expect(Object.keys(lockIn(cwd).steps)).toEqual(['0001_notes', '0002_index']);
  });

  test('holds a later run against what was accepted', () => {
    const cwd = locked();
    expect(stepproof(['check'], { cwd }).code).toBe(0);
    writeFileSync(join(cwd, 'migrations/0001_notes.sql'), `${soundLadder['migrations/0001_notes.sql']}SELECT 1;\n`);
    const { code, stdout } = stepproof(['check'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('locked-steps-unchanged');
    expect(stepproof(['check', '--update'], { cwd }).code).toBe(0);
    expect(stepproof(['check'], { cwd }).code).toBe(0);
  });

  test('with a merge conflict is refused, and mended by writing it anew', () => {
    const cwd = locked();
    const text = readFileSync(join(cwd, LOCK), 'utf8');
    writeFileSync(join(cwd, LOCK), `<<<<<<< HEAD\n${text}`);
    expect(stepproof(['check'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error[bad-lock]'),
    });
    expect(stepproof(['check', '--update'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, LOCK), 'utf8')).toBe(text);
  });

  test('is left alone by a run that does not reach every step', () => {
    const cwd = locked();
    const before = readFileSync(join(cwd, LOCK), 'utf8');
    writeFileSync(join(cwd, 'migrations/0001_notes.sql'), 'CREATE TABLE;\n');
    const { code, stderr } = stepproof(['check', '--update'], { cwd });
    expect([code, stderr]).toEqual([1, `stepproof: ${LOCK} is left as it is, because 0002_index was not run\n`]);
    expect(readFileSync(join(cwd, LOCK), 'utf8')).toBe(before);
  });
});

describe('a locked step may not change any more', () => {
  test('when the last commit has it in its lock', () => {
    const cwd = locked();
    git(cwd, 'init');
    git(cwd, 'commit', '--allow-empty', '-m', 'empty');
    expect(frozenSteps(cwd, lockIn(cwd))).toEqual(new Set());
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-m', 'locked');
    expect(frozenSteps(cwd, lockIn(cwd))).toEqual(new Set(['0001_notes', '0002_index']));
  });

  test('where git knows nothing of the folder, when it is not the last', () => {
    const cwd = locked();
    expect(frozenSteps(cwd, lockIn(cwd))).toEqual(new Set(['0001_notes']));
  });

  test('unless the lock of the last commit is broken', () => {
    const cwd = locked();
    const lock = lockIn(cwd);
    writeFileSync(join(cwd, LOCK), '<<<<<<< HEAD');
    git(cwd, 'init');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-m', 'broken');
    expect(frozenSteps(cwd, lock)).toEqual(new Set());
  });
});
