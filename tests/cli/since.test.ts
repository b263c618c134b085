import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../harness/model/report.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { soundLadder } from './ladders.ts';
import { commit, git, put } from './repository.ts';
import { stepproof } from './run.ts';

const THIRD = {
  'migrations/0003_tags.sql': 'CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n',
  'rollbacks/0003_tags.sql': 'DROP TABLE tags;\n',
};

/** A branch that has just left main. */
function branch(inside = '.'): string {
  const cwd = projectFolder({});
  git(cwd, 'init');
  commit(cwd, Object.fromEntries(Object.entries(soundLadder).map(([path, text]) => [join(inside, path), text])));
  git(cwd, 'checkout', '-b', 'feature');
  return cwd;
}

function since(cwd: string, ref = 'main', ...more: readonly string[]) {
  const { code, stdout, stderr } = stepproof(['check', '--since', ref, '--reporter', 'json', ...more], { cwd });
  const report: Report = JSON.parse(stdout);
  const errors = report.steps.flatMap(({ id, checks }) =>
    checks.flatMap((check) =>
      check.findings
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => `${id} ${check.id}: ${message}`),
    ),
  );
  return { code, stderr, report, steps: report.steps.map(({ id }) => id), errors };
}

describe('--since', () => {
  test('proves what the branch adds, committed or not', () => {
    const cwd = branch();
    put(cwd, THIRD);
    expect(since(cwd)).toMatchObject({ code: 0, steps: ['0003_tags'] });
    commit(cwd, {});
    expect(since(cwd)).toMatchObject({ code: 0, steps: ['0003_tags'] });
    expect(since(cwd, 'HEAD')).toMatchObject({ code: 0, steps: [] });
  });

  test('says so when nothing is new', () => {
    const cwd = branch();
    expect(stepproof(['check', '--since', 'main'], { cwd })).toMatchObject({
      code: 0,
      stderr: 'stepproof: no step is new or edited since main\n',
    });
  });

  test('works from a folder inside of the repository', () => {
    const cwd = branch('packages/api');
    const inside = join(cwd, 'packages/api');
    put(inside, THIRD);
    expect(since(inside)).toMatchObject({ code: 0, steps: ['0003_tags'] });
  });

  test('finds the fault of the new step and leaves those of old ones alone', () => {
    const cwd = branch();
    commit(cwd, { ...THIRD, 'rollbacks/0003_tags.sql': 'SELECT 1;\n' });
    git(cwd, 'checkout', 'main');
    git(cwd, 'merge', 'feature');
    git(cwd, 'checkout', '-b', 'next');
    put(cwd, {
      'migrations/0004_more.sql': 'CREATE TABLE more (id INTEGER PRIMARY KEY);\n',
      'rollbacks/0004_more.sql': 'SELECT 1;\n',
    });
    const { code, steps, errors } = since(cwd);
    expect([code, steps]).toEqual([1, ['0004_more']]);
    expect(errors).toContainEqual(expect.stringContaining('0004_more rollback-restores-schema'));
  });

  test('an edited migration that the base branch has is an error', () => {
    const cwd = branch();
    put(cwd, { 'migrations/0001_notes.sql': `${soundLadder['migrations/0001_notes.sql']}\nSELECT 1;\n` });
    const { code, steps, errors } = since(cwd);
    expect([code, steps]).toEqual([1, ['0001_notes']]);
    expect(errors).toEqual([
      '0001_notes history-is-kept: migrations/0001_notes.sql is edited, and main has it already',
    ]);
  });

  test('a migration that is gone is an error', () => {
    const cwd = branch();
    rmSync(join(cwd, 'migrations/0002_index.sql'));
    rmSync(join(cwd, 'rollbacks/0002_index.sql'));
    const { code, report } = since(cwd);
    expect(code).toBe(1);
    expect(report.findings).toMatchObject([{ check: 'history-is-kept', object: 'step 0002_index' }]);
  });

  test('two branches that add the same number are found', () => {
    const cwd = branch();
    commit(cwd, THIRD);
    git(cwd, 'checkout', 'main');
    commit(cwd, {
      'migrations/0003_users.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY);\n',
      'rollbacks/0003_users.sql': 'DROP TABLE users;\n',
    });
    git(cwd, 'checkout', 'feature');
    const { code, errors } = since(cwd);
    expect(code).toBe(1);
    expect(errors).toEqual(['0003_tags history-is-kept: main has got a step with the same number: 0003_users']);
  });

  test('a branch that is the first to bring migrations proves them all', () => {
    const cwd = projectFolder({});
    git(cwd, 'init');
    commit(cwd, { 'readme.txt': 'nothing yet' });
    git(cwd, 'checkout', '-b', 'feature');
    put(cwd, soundLadder);
    expect(since(cwd)).toMatchObject({ code: 0, steps: ['0001_notes', '0002_index'] });
  });

  test.each([
    ['no-repository', () => projectFolder(soundLadder), 'main'],
    ['unknown-ref', branch, 'origin/nothing'],
    ['unknown-ref', branch, 'main:migrations'],
  ])('ends with %s where git cannot tell', (code, make, ref) => {
    const { errors } = since(make(), ref).report;
    expect(errors).toMatchObject([{ code }]);
  });

  test('ends with no-merge-base where the branches have nothing in common', () => {
    const cwd = branch();
    git(cwd, 'checkout', '--orphan', 'other');
    commit(cwd, THIRD);
    expect(since(cwd).report.errors).toMatchObject([{ code: 'no-merge-base' }]);
  });

  test('with a step proves that one, if it is new, on the same rows as the whole run', () => {
    const cwd = branch();
    put(cwd, THIRD);
    const [whole] = since(cwd).report.steps;
    const [one] = since(cwd, 'main', '--step', '0003').report.steps;
    expect(one).toMatchObject({ id: '0003_tags', rows: whole?.rows });
    expect(since(cwd, 'main', '--step', '0002').steps).toEqual([]);
  });

  test('has only the new step mutated, and what it touches', () => {
    const cwd = branch();
    put(cwd, THIRD);
    const { code, stdout } = stepproof(['mutate', '--since', 'main', '--reporter', 'json'], { cwd });
    const { mutation, steps }: Report = JSON.parse(stdout);
    expect([code, steps.map(({ id }) => id)]).toEqual([0, ['0003_tags']]);
    expect(mutation?.steps?.total).toBeGreaterThan(0);
    expect(mutation?.schema?.survivors.filter(({ object }) => object.includes('notes'))).toEqual([]);
  });

  test('leaves no copy of the base branch behind', () => {
    const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith('stepproof-base-'));
    const before = copies();
    since(branch());
    expect(copies().filter((name) => !before.includes(name))).toEqual([]);
  });
});
