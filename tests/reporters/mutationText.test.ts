import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mutationText } from '../../harness/reporters/mutationText.ts';
import { emptyMutation, killedReport, mutatedReport, mutationOf } from './sampleMutation.ts';

const plain = { color: false, verbose: false, quiet: false, command: 'npx stepproof mutate' };

describe('the text of a mutation', () => {
  test('shows families with their scores, reasons of equivalence, and every survivor with what to do', async () => {
    await expect(mutationText(mutatedReport, plain)).toMatchFileSnapshot('../golden/mutation-survivors.txt');
  });

  test('shows operators and every equivalent mutant when it is verbose', async () => {
    await expect(mutationText(mutatedReport, { ...plain, verbose: true })).toMatchFileSnapshot(
      '../golden/mutation-verbose.txt',
    );
  });

  test('shows survivors and the last line only when it is quiet', async () => {
    await expect(mutationText(mutatedReport, { ...plain, quiet: true })).toMatchFileSnapshot(
      '../golden/mutation-quiet.txt',
    );
  });

  test('is short when every mutant was killed', async () => {
    await expect(mutationText(killedReport, plain)).toMatchFileSnapshot('../golden/mutation-killed.txt');
  });

  test('says it when there was nothing to mutate', () => {
    expect(mutationText(emptyMutation, { ...plain, quiet: true })).toBe(
      '✓ there was nothing to mutate; 0 equivalent; 157 ms\n',
    );
  });

  test('says the same with colours', () => {
    const colored = mutationText(mutatedReport, { ...plain, color: true });
    expect(colored).toContain('\u001b[33m!\u001b[39m');
    // biome-ignore lint/complexity/useRegexLiterals: a literal with an escape character cannot be read
    expect(colored.replace(new RegExp('\u001b\\[\\d+m', 'g'), '')).toBe(mutationText(mutatedReport, plain));
  });

  test('lets no foreign text control the terminal, and carries out no workflow command', () => {
    const attack = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u001b[2J', 'x\n::error file=a,line=1::pwned', '  ##[group]x', 'a\u202eb\u2066c'),
    );
    fc.assert(
      fc.property(attack, (text) => {
        const output = mutationText(mutationOf(text), { ...plain, verbose: true });
        expect(output.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(output.split('\n').filter((line) => /^(?:::|##\[)/.test(line.trimStart()))).toEqual([]);
      }),
    );
  });
});
