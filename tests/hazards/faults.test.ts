import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintFolder } from '../../harness/commands/lint.ts';
import { hazards } from '../../harness/hazards/index.ts';

const FAULTS = join(import.meta.dirname, '../fixtures/faults');

const TESTS = hazards.map(({ id }) => ({
  id,
  text: readFileSync(join(import.meta.dirname, `${id}.test.ts`), 'utf8'),
}));

/** The hazards whose tests name a ladder, in the order in which they are reported; each says there what it finds. */
function namedFor(ladder: string): readonly string[] {
  return TESTS.filter(({ text }) => text.includes(`'${ladder}': [`)).map(({ id }) => id);
}

describe('lint of a ladder with a fault', () => {
  test.each(readdirSync(FAULTS))('finds the hazards whose tests name it, and no other: %s', async (name) => {
    const { report } = await lintFolder({ dir: join(FAULTS, name), config: false }, () => 0, false);
    const seen = report.steps.flatMap(({ checks }) => checks.filter(({ findings }) => findings.length > 0));
    expect(seen.map(({ id }) => id)).toEqual(namedFor(name));
  });
});
