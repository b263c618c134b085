import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/coverage.md'), 'utf8');
const [TABLES = '', NOT_COVERED = ''] = PAGE.split('\n## Not covered\n');

/** How many promises and faults there are. */
const NUMBERS = { P: 19, F: 84 };
const ALL = Object.entries(NUMBERS).flatMap(([letter, most]) =>
  Array.from({ length: most }, (_, at) => `${letter}${at + 1}`),
);

const rows = [...TABLES.matchAll(/^\| ([PF]\d+) \| ([^|]+) \| ([^|]*) \|$/gm)].map(
  ([, id = '', words = '', tests = '']) => ({
    id,
    words,
    files: [...tests.matchAll(/`([^`]+)`/g)].map(([, name]) => `tests/${name}.test.ts`),
  }),
);
const notCovered = [...NOT_COVERED.matchAll(/^- \*\*([PF]\d+)\*\*: (.+)$/gm)].map(([, id = '']) => id);

describe('the page about what is tested', () => {
  test('has a test or a confession for every promise and every fault', () => {
    const told = new Set([...rows.map(({ id }) => id), ...notCovered]);
    expect(ALL.filter((id) => !told.has(id))).toEqual([]);
    expect([...told].filter((id) => !ALL.includes(id))).toEqual([]);
  });

  test('has each of them once in a table and once in the list', () => {
    for (const ids of [rows.map(({ id }) => id), notCovered]) expect(new Set(ids).size).toBe(ids.length);
  });

  test('has a table row that it understands for every line of a table', () => {
    const lines = TABLES.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| |'));
    expect(lines).toHaveLength(rows.length);
  });

  test.each(rows)('$id names tests that are there: $words', ({ files }) => {
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(existsSync(join(ROOT, file)), file).toBe(true);
      expect(readFileSync(join(ROOT, file), 'utf8'), file).toMatch(/\btest\b|describing/);
    }
  });
});
