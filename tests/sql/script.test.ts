import { describe, expect, test } from 'vitest';
import { UserError } from '../../harness/model/errors.ts';
import { readScript, scriptOf } from '../../harness/sql/script.ts';

describe('a script', () => {
  test('is read with its statements and directives', () => {
    const text = '-- stepproof: irreversible "x"\nDROP TABLE a;\n-- stepproof: skip\nSELECT 1\n';
    const script = readScript('migrations/1.sql', Buffer.from(`\ufeff${text}`));
    expect(script).toEqual({
      path: 'migrations/1.sql',
      text,
      statements: [
        { text: 'DROP TABLE a', start: 31, end: 44, line: 2, column: 1 },
        { text: 'SELECT 1', start: 64, end: 72, line: 4, column: 1 },
      ],
      directives: [{ kind: 'irreversible', check: null, reason: 'x', statement: null, line: 1, column: 1 }],
      directiveProblems: [{ text: '-- stepproof: skip', problem: expect.any(String), line: 3, column: 1 }],
      transaction: 'runner',
    });
    expect(scriptOf('migrations/1.sql', text)).toEqual(script);
  });

  test('that cannot be decoded is refused', () => {
    expect(() => readScript('1.sql', Buffer.from([0xff]))).toThrow(
      expect.objectContaining({ code: 'encoding-refused' }),
    );
  });

  test.each([
    ['string', "SELECT 1;\nSELECT 'a;\nSELECT 2;", 2, 8],
    ['quoted name', 'SELECT 1;\nSELECT "a;', 2, 8],
    ['comment', 'SELECT 1; /* a\nSELECT 2;', 1, 11],
    ['trigger', 'SELECT 1;\n CREATE TRIGGER t DELETE ON a BEGIN SELECT 1 END;\nSELECT 2;', 2, 2],
  ])('with a %s that does not end is refused where it begins', (what, text, line, column) => {
    const error: unknown = attempt(() => scriptOf('rollbacks/1.sql', text));
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      code: 'sql-incomplete',
      message: `The ${what} that begins here does not end`,
      detail: { location: { file: 'rollbacks/1.sql', line, column }, why: expect.any(String), fix: expect.any(String) },
    });
  });
});

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
