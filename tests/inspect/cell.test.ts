import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { bindCell, decodeCell, encodeCell, encodeText } from '../../harness/inspect/cell.ts';
import type { SqlValue } from '../../harness/model/value.ts';
import { storedCell } from './storedCell.ts';

describe('a cell', () => {
  test('tells the storage classes of values apart that look alike', () => {
    const values: SqlValue[] = [null, 1n, 1, '1', Buffer.from('1'), '', Buffer.alloc(0), 0n, 0, -0, 'n', 'NULL'];
    expect(new Set(values.map(encodeCell)).size).toBe(values.length);
  });

  test('keeps integers beyond 2^53, the sign of zero and infinities', () => {
    for (const value of [9007199254740993n, -9223372036854775808n, -0, Infinity, -Infinity, 5e-324, 0.1 + 0.2]) {
      expect(decodeCell(encodeCell(value)).value).toBe(value);
    }
  });

  test('takes text as its bytes, whatever they are', () => {
    expect(encodeCell('naïve')).toBe(encodeText(Buffer.from('naïve')));
    expect(decodeCell(encodeText(Buffer.from('naïve')))).toEqual({ type: 'text', value: 'naïve' });
    expect(decodeCell(encodeText(Buffer.from([0xff])))).toEqual({ type: 'text', value: Buffer.from([0xff]) });
  });

  test('holds text of a NUL and of a byte order mark whole', () => {
    for (const text of ['a\0b', '\0', '\ufeffa']) expect(decodeCell(encodeCell(text)).value).toBe(text);
  });

  test('is bound as bytes where a driver may not carry its text', () => {
    const [plain, nul, broken] = ['tab', 'ta\0b', 'ta\u00ff'].map(bindCell);
    expect(plain).toEqual({ sql: '?', value: 'ab' });
    expect(nul).toEqual({ sql: 'CAST(? AS TEXT)', value: Buffer.from('a\0b') });
    expect(broken).toEqual({ sql: 'CAST(? AS TEXT)', value: Buffer.from([0x61, 0xff]) });
  });

  test('is equal for equal values only', () => {
    fc.assert(
      fc.property(storedCell, storedCell, (a, b) => {
        const sameValue = Object.is(decodeCell(a).value, decodeCell(b).value);
        const { type, value } = decodeCell(a);
        const other = decodeCell(b);
        const sameBytes =
          value instanceof Uint8Array && other.value instanceof Uint8Array && Buffer.compare(value, other.value) === 0;
        expect(a === b).toBe(type === other.type && (sameValue || sameBytes));
      }),
    );
  });

  test('is bound again bit for bit, as the engine itself sees it', async () => {
    const engine = await openBetterSqlite3();
    await fc.assert(
      fc.asyncProperty(storedCell, async (cell) => {
        const { sql, value } = bindCell(cell);
        const [row] = await engine.query(`SELECT typeof(v), hex(v), v FROM (SELECT ${sql} AS v)`, [value]);
        const { type, value: expected } = decodeCell(cell);
        expect(row?.[0]).toBe(type);
        if (type === 'text' || type === 'blob') {
          expect(row?.[1]).toBe(Buffer.from(cell.slice(1), 'latin1').toString('hex').toUpperCase());
        } else {
          expect(row?.[2]).toBe(expected);
        }
      }),
    );
  });
});
