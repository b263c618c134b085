import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textReport } from '../../harness/reporters/text.ts';
import { brokenReport, failedReport, passedReport, plain, withForeignText } from './sampleReport.ts';

describe('the text report', () => {
  test('shows a row per step, then every finding once, errors before warnings', async () => {
    await expect(textReport(failedReport, plain)).toMatchFileSnapshot('../golden/text-failed.txt');
  });

  test('shows notes in full and skipped checks when it is verbose', async () => {
    await expect(textReport(failedReport, { ...plain, verbose: true })).toMatchFileSnapshot(
      '../golden/text-verbose.txt',
    );
  });

  test('shows errors and the last line only when it is quiet', async () => {
    await expect(textReport(failedReport, { ...plain, quiet: true })).toMatchFileSnapshot('../golden/text-quiet.txt');
  });

  test('is short when everything passed', async () => {
    await expect(textReport(passedReport, plain)).toMatchFileSnapshot('../golden/text-passed.txt');
  });

  test('is the errors when the work could not be done', async () => {
    await expect(textReport(brokenReport, plain)).toMatchFileSnapshot('../golden/text-broken.txt');
  });

  test('says the same with colours', () => {
    const colored = textReport(failedReport, { ...plain, color: true });
    expect(colored).toContain('\u001b[31m✗\u001b[39m');
    // biome-ignore lint/complexity/useRegexLiterals: a literal with an escape character cannot be read
    expect(colored.replace(new RegExp('\u001b\\[\\d+m', 'g'), '')).toBe(textReport(failedReport, plain));
  });

  test('leaves out the frame of a file that cannot be read', () => {
    expect(textReport(failedReport, { ...plain, source: () => null })).not.toContain(' | ');
  });
});

const attack = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u001b[2J\u001b]8;;https://example.com\u0007link',
    'x\n::error file=a,line=1::pwned',
    'x\r::set-output name=a::b',
    '  ##[group]x',
    'a\u202eb\u2066c',
    '\u0085\u009b31m',
  ),
);
const foreign = fc.array(attack, { maxLength: 4 }).map((parts) => parts.join(''));
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

describe('foreign text in the text report', () => {
  test('controls neither the terminal nor the reading direction', () => {
    fc.assert(
      fc.property(foreign, (text) => {
        const output = textReport(withForeignText(text), { ...plain, verbose: true, source: () => text });
        expect(output.replace(/[\n\t]/g, '')).not.toMatch(UNPRINTABLE);
      }),
    );
  });

  test('begins no line that GitHub Actions would carry out as a command', () => {
    fc.assert(
      fc.property(foreign, (text) => {
        const output = textReport(withForeignText(text), { ...plain, verbose: true, source: () => text });
        expect(output.split('\n').filter((line) => /^(?:::|##\[)/.test(line.trimStart()))).toEqual([]);
      }),
    );
  });

  test('is shown as it is when it is harmless', () => {
    const harmless = fc
      .string({ unit: fc.constantFrom(...'abc äß漢字😀"\'`;-'), minLength: 1 })
      .filter((text) => text.trim() === text);
    fc.assert(
      fc.property(harmless, (text) => {
        expect(textReport(withForeignText(text), plain)).toContain(`why     ${text}`.trimEnd());
      }),
    );
  });
});
