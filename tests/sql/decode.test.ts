import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../harness/model/errors.ts';
import { decodeScript } from '../../harness/sql/decode.ts';

function bytes(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
}

function refusal(content: Uint8Array): UserError {
  try {
    decodeScript(content, 'migrations/1.sql');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('accepted');
}

const BOM = '\ufeff';

describe('a script is accepted', () => {
  test.each([
    ['with any characters', 'SELECT \'é 😀 \u00a0 \u2028\', "\u0301"', undefined],
    ['with CRLF line ends', 'SELECT 1;\r\n-- a\r\nSELECT 2;', undefined],
    ['with a lone carriage return in a string', "SELECT 'a\rb'", undefined],
    ['with a lone carriage return in a quoted name', 'SELECT "a\rb", `c\rd`, [e\rf]', undefined],
    ['with a replacement character', "SELECT '\ufffd'", undefined],
    ['without anything', '', undefined],
    ['with a byte order mark, which is dropped', `${BOM}SELECT 1`, 'SELECT 1'],
  ])('%s', (_, text, expected = text) => {
    expect(decodeScript(bytes(text), 'a.sql')).toBe(expected);
  });
});

describe('a script is refused', () => {
  test.each([
    ['a byte that begins no character', bytes('SELECT 1;\n  ', [0xff], "'"), 2, 3],
    ['a byte that goes on without a beginning', bytes("'é", [0xa9], "'"), 1, 3],
    ['a character that is cut off', bytes("'\ufffd", [0xe2, 0x82], "'"), 1, 3],
    ['a character that is cut off by the end', bytes('ab\n', [0xf0, 0x9f]), 2, 1],
    ['a wrong byte behind many long characters', bytes("'éééééééé'\n😀", [0xff]), 2, 3],
    ['an overlong form', bytes([0xc0, 0xaf]), 1, 1],
    ['a surrogate', bytes('a', [0xed, 0xa0, 0x80]), 1, 2],
    ['a byte order mark and a broken byte', bytes(BOM, 'ab', [0xff]), 1, 3],
    ['UTF-16', bytes([0xff, 0xfe, 0x53, 0]), 1, 1],
    ['UTF-16, most significant byte first', bytes([0xfe, 0xff, 0, 0x53]), 1, 1],
    ['a NUL', bytes("SELECT 1;\nSELECT '\0'"), 2, 9],
    ['a byte order mark further on', bytes(`SELECT 1;\n${BOM}SELECT 2`), 2, 1],
    ['a second byte order mark', bytes(`${BOM}${BOM}SELECT 2`), 1, 1],
    ['a byte order mark in a string', bytes(`SELECT '${BOM}'`), 1, 9],
    ['a lone carriage return between statements', bytes('SELECT 1;\rSELECT 2;'), 1, 10],
    ['a lone carriage return in a line comment', bytes('SELECT 1;\r\n-- a\rSELECT 2;'), 2, 5],
    ['a lone carriage return in a block comment', bytes("/* it's\r */"), 1, 8],
    ["a lone carriage return behind a comment's apostrophe", bytes("-- it's\n\rSELECT '\r'"), 2, 1],
    ['a lone carriage return between two strings', bytes("SELECT '\r', '\r',\r'\r'"), 1, 17],
    ['the first fault of several', bytes('SELECT 1;\r\0'), 1, 10],
  ])('for %s', (_, content, line, column) => {
    const error = refusal(content);
    expect(error.code).toBe('encoding-refused');
    expect(error.detail.location).toEqual({ file: 'migrations/1.sql', line, column });
    expect(error.detail.why).toMatch(/\.$/);
    expect(error.detail.fix).toMatch(/\.$/);
  });

  test('with the byte that is wrong', () => {
    expect(refusal(bytes('a', [0xe9])).message).toContain('0xe9');
    expect(refusal(bytes([0xff, 0xfe])).message).toContain('UTF-16');
  });
});

test('what is accepted is the same text as the file', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (content) => {
      try {
        const text = decodeScript(content, 'a.sql');
        expect([...Buffer.from(text)]).toEqual([...content]);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
  );
});
