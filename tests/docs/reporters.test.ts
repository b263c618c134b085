import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeApart } from '../../harness/cli/arguments.ts';
import { check } from '../../harness/cli/check.ts';
import { readJob } from '../../harness/cli/checkJob.ts';
import { reporters } from '../../harness/reporters/index.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/reporters.md'), 'utf8');

test('the page about reporters has each of them in its table and under a heading', () => {
  const headings = [...PAGE.matchAll(/^## ([a-z]+)$/gm)].map((match) => match[1]);
  const rows = [...PAGE.matchAll(/^\| `([a-z]+)` \|/gm)].map((match) => match[1]);
  expect(headings).toEqual(Object.keys(reporters));
  expect(rows).toEqual(Object.keys(reporters));
});

test('every command on the page about reporters is understood', () => {
  const commands = [...PAGE.matchAll(/npx stepproof check (.*)$/gm)].map((match) => match[1] ?? '');
  expect(commands).toHaveLength(3);
  for (const command of commands) {
    const given = takeApart(command.replaceAll('"', '').split(' '), check.options, 'check');
    expect(given.problem).toBe(null);
    expect(readJob(check, given).outputs.length).toBeGreaterThan(1);
  }
});
