import { describe, expect, test } from 'vitest';
import { changedSteps, historyOf } from '../../harness/commands/history.ts';
import type { History } from '../../harness/model/history.ts';
import type { Migration } from '../../harness/model/script.ts';
import { scriptOf } from '../../harness/sql/script.ts';

/** Steps by id, with the forward text and, where it is there, the rollback's. */
type Texts = Readonly<Record<string, string | readonly [forward: string, rollback: string]>>;

function ladder(texts: Texts): readonly Migration[] {
  return Object.entries(texts).map(([id, text]) => {
    const [forward, rollback] = typeof text === 'string' ? [text, null] : text;
    return {
      id,
      forward: scriptOf(`migrations/${id}.sql`, forward),
      rollback: rollback === null ? null : scriptOf(`rollbacks/${id}.sql`, rollback),
    };
  });
}

const BASE: Texts = { '0001_a': 'SELECT 1;', '0002_b': ['SELECT 2;', 'SELECT -2;'] };

function since(here: Texts, fork: Texts = BASE, tip: Texts = fork): History & { readonly changed: readonly string[] } {
  const migrations = ladder(here);
  const history = historyOf(migrations, { ref: 'main', fork: ladder(fork), tip: ladder(tip) });
  return { ...history, changed: [...changedSteps(migrations, history)] };
}

describe('a ladder held against its base branch', () => {
  test('that adds nothing has no changed step', () => {
    expect(since(BASE)).toMatchObject({ changed: [], removed: new Map() });
  });

  test('proves a new step', () => {
    const { changed, steps } = since({ ...BASE, '0003_c': 'SELECT 3;' });
    expect(changed).toEqual(['0003_c']);
    expect(steps.get('0003_c')).toEqual({ ref: 'main', known: null, sameNumber: [], overtaken: [] });
  });

  test('proves a step whose forward script, or whose rollback alone, is edited', () => {
    expect(since({ ...BASE, '0001_a': 'SELECT 10;' }).changed).toEqual(['0001_a']);
    expect(since({ ...BASE, '0002_b': ['SELECT 2;', 'SELECT 0;'] }).changed).toEqual(['0002_b']);
    expect(since({ ...BASE, '0002_b': 'SELECT 2;' }).changed).toEqual(['0002_b']);
  });

  test('is not blamed for what the base branch edited meanwhile', () => {
    const { changed } = since(BASE, BASE, { ...BASE, '0001_a': 'SELECT 10;' });
    expect(changed).toEqual([]);
  });

  test('knows a step that both branches have got', () => {
    const both = { ...BASE, '0003_c': 'SELECT 3;' };
    expect(since(both, BASE, both).changed).toEqual([]);
    expect(since({ ...BASE, '0003_c': 'SELECT 33;' }, BASE, both).steps.get('0003_c')?.known?.forward).toBe(
      'SELECT 3;',
    );
  });

  test('sees a number that the base branch has given meanwhile', () => {
    const { steps } = since({ ...BASE, '0003_mine': 'SELECT 3;' }, BASE, { ...BASE, '0003_theirs': 'SELECT 4;' });
    expect(steps.get('0003_mine')).toMatchObject({ sameNumber: ['0003_theirs'], overtaken: [] });
  });

  test('sees later steps that the base branch has already', () => {
    const here = { '0001_a': 'SELECT 1;', '0001_late': 'SELECT 3;', '0002_b': BASE['0002_b'] ?? '' };
    expect(since(here).steps.get('0001_late')?.overtaken).toEqual(['0002_b']);
    const there = since({ ...BASE, '0003_c': 'SELECT 3;' }, BASE, { ...BASE, '0010_d': 'SELECT 4;' });
    expect(there.steps.get('0003_c')).toMatchObject({ sameNumber: [], overtaken: ['0010_d'] });
  });

  test('names a step that is gone', () => {
    expect(since({ '0001_a': 'SELECT 1;' }).removed).toEqual(new Map([['0002_b', 'migrations/0002_b.sql']]));
  });
});
