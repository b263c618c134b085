import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mutate } from '../../harness/cli/mutate.ts';
import { operators } from '../../harness/mutation/operators/index.ts';
import { stepOperators } from '../../harness/mutation/steps/operators/index.ts';
import { killedReport } from '../reporters/sampleMutation.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/mutation.md'), 'utf8');

/** The operators that the tables under a heading name. */
function namedUnder(heading: string): readonly string[] {
  const section = PAGE.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const cells = section.split('\n').flatMap((line) => /^\| .* \| (`.*) \|$/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, id]) => id ?? '')).sort();
}

describe('the page about mutation', () => {
  test('names every operator of the schema, and no other', () => {
    expect(namedUnder('Mutants of the schema')).toEqual(operators.map(({ id }) => id).sort());
  });

  test('names every operator of the steps, and no other', () => {
    const own = stepOperators.map(({ id }) => id).filter((id) => !id.startsWith('schema-'));
    expect(namedUnder('Mutants of the steps')).toEqual(own.sort());
    const inherited = stepOperators.map(({ id }) => id).filter((id) => id.startsWith('schema-'));
    expect(inherited.every((id) => operators.some((operator) => id === `schema-${operator.id}`))).toBe(true);
  });

  test('speaks only of options that there are', () => {
    const known = mutate.options.map(({ name }) => name);
    const named = [...PAGE.matchAll(/--([a-z]+(?:-[a-z]+)*)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('names every key of the JSON', () => {
    for (const key of [
      ...Object.keys(killedReport.mutation ?? {}),
      ...Object.keys(killedReport.mutation?.steps ?? {}),
    ]) {
      expect(PAGE).toContain(`"${key}"`);
    }
  });
});
