import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { counted } from '../../harness/reporters/counted.ts';
import { duration } from '../../harness/reporters/duration.ts';
import { reporters } from '../../harness/reporters/index.ts';
import { shellWord } from '../../harness/reporters/shellWord.ts';
import { alignColumns } from '../../harness/reporters/table.ts';
import { failedReport, plain } from './sampleReport.ts';

test('counts are written with their noun and thousands apart', () => {
  expect([0, 1, 2, 1400, 1234567].map((count) => counted(count, 'case'))).toEqual([
    '0 cases',
    '1 case',
    '2 cases',
    '1,400 cases',
    '1,234,567 cases',
  ]);
});

test('durations are as exact as is of use', () => {
  expect([0, 3.12, 9.96, 157.2, 2412].map(duration)).toEqual(['0.0 ms', '3.1 ms', '10.0 ms', '157 ms', '2.4 s']);
});

test('a table aligns its columns by characters, not by code units or colours', () => {
  const paint = (text: string): string => `<${text}>`;
  const rows = alignColumns([
    [
      { text: '😀', align: 'left', paint },
      { text: '1', align: 'right' },
      { text: 'a', align: 'left' },
    ],
    [
      { text: 'abc', align: 'left' },
      { text: '200', align: 'right', paint },
      { text: '', align: 'left' },
    ],
  ]);
  expect(rows).toEqual(['<😀>      1  a', 'abc  <200>']);
});

describe('a shell word', () => {
  test('is quoted only where it must be', () => {
    expect(['0001_a', 'json=out/a.json', 'a b', "it's", ''].map(shellWord)).toEqual([
      '0001_a',
      'json=out/a.json',
      "'a b'",
      "'it'\\''s'",
      "''",
    ]);
  });

  test('is read back by a shell as what it was', () => {
    const words = fc.array(
      fc.string({ unit: 'grapheme' }).map((word) => word.replaceAll('\0', '').toWellFormed()),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(words, (given) => {
        const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${given.map(shellWord).join(' ')}`], {
          encoding: 'utf8',
        });
        expect(stdout.split('\0').slice(0, -1)).toEqual(given);
      }),
      { numRuns: 20 },
    );
  });
});

test('every reporter can be loaded by its name', async () => {
  for (const load of Object.values(reporters)) expect((await load(plain))(failedReport)).toContain('4242');
});
