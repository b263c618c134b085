import { isUtf8 } from 'node:buffer';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { BREAKAGES, type Broken, bytesOf } from '../../../harness/generate/json/breakages.ts';
import { documentSource } from '../../../harness/generate/json/documentSource.ts';
import { isReadAs } from '../../../harness/generate/json/reading.ts';

const Order = z.strictObject({
  id: z.string().min(2).max(4),
  kind: z.enum(['new', 'old']),
  at: z.iso.datetime(),
  amount: z.number().min(0).max(10),
  lines: z.array(z.strictObject({ count: z.int().positive() })).max(3),
  note: z.string().nullable().optional(),
});
const ORDER = { id: 'ab', kind: 'new', at: '2026-01-01T00:00:00Z', amount: 2.5, lines: [{ count: 1 }], note: null };

async function broken(name: string, document: unknown, schema: z.ZodType = Order): Promise<readonly Broken[]> {
  const { root } = await documentSource(schema);
  const breakage = BREAKAGES.find((candidate) => candidate.name === name);
  return Array.from({ length: 30 }, (_, pick) => breakage?.apply(document, root, pick) ?? []).flat();
}

describe('a broken document', () => {
  test.each([
    ['missing key', 6],
    ['extra key', 2],
    ['wrong type', 7],
    ['out of range', 6],
    ['unknown value', 1],
    ['wrong format', 1],
    ['null', 1],
    ['scalar', 2],
  ])('of the kind %s is refused by the schema, wherever it is broken', async (name, different) => {
    const documents = (await broken(name, ORDER)).filter(({ certain }) => certain);
    expect(documents.filter(({ bytes }) => isReadAs(Order, bytes))).toEqual([]);
    expect(new Set(documents.map(({ bytes }) => Buffer.from(bytes).toString())).size).toBeGreaterThanOrEqual(different);
    expect(documents.every(({ writable }) => writable)).toBe(true);
  });

  test.each([z.string().lowercase(), z.string().uppercase(), z.string().endsWith('x'), z.jwt(), z.emoji(), z.e164()])(
    'of the kind wrong format breaks every format that zod knows: %#',
    async (schema) => {
      const [first] = await broken('wrong format', 'X', schema);
      expect(first?.certain).toBe(true);
      expect(isReadAs(schema, first?.bytes ?? bytesOf('x'))).toBe(false);
    },
  );

  test('has one thing wrong with it', async () => {
    const [first] = await broken('missing key', ORDER);
    const { id, ...rest } = ORDER;
    expect(first?.bytes).toEqual(bytesOf(rest));
    expect(id).toBe('ab');
  });

  test('is not certain to be wrong where a union has another form for it', async () => {
    const schema = z.object({ a: z.union([z.strictObject({ b: z.int() }), z.strictObject({})]) });
    const documents = await broken('missing key', { a: { b: 1 } }, schema);
    expect(documents.map(({ certain, bytes }) => [certain, isReadAs(schema, bytes)])).toContainEqual([false, true]);
  });

  test('is broken in the arm of the union that made it', async () => {
    const schema = z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('a'), x: z.int() }),
      z.strictObject({ type: z.literal('b'), y: z.string() }),
    ]);
    const texts = (await broken('missing key', { type: 'b', y: 'z' }, schema)).map(({ bytes }) => String(bytes));
    expect(new Set(texts)).toEqual(new Set(['{"y":"z"}', '{"type":"b"}']));
  });

  test('cannot be made where nothing is asked for', async () => {
    for (const name of ['missing key', 'extra key', 'wrong type', 'out of range', 'unknown value', 'null', 'scalar']) {
      expect(await broken(name, { a: 1 }, z.any())).toEqual([]);
    }
  });

  test('is reached through recursion', async () => {
    const Tree: z.ZodType = z.strictObject({
      get kids() {
        return z.array(Tree);
      },
    });
    const texts = (await broken('missing key', { kids: [{ kids: [] }] }, Tree)).map(({ bytes }) => String(bytes));
    expect(texts).toContain('{"kids":[{}]}');
  });
});

describe('a broken text', () => {
  const database = new Database(':memory:');
  const isValid = (bytes: Uint8Array) =>
    database.prepare('SELECT json_valid(CAST(? AS TEXT))').pluck().get(Buffer.from(bytes));

  test.each(['truncated text', 'invalid UTF-8', 'lone surrogate', 'NUL', '1e400', 'deep nesting'])(
    'of the kind %s is not read as a document',
    async (name) => {
      const [text] = await broken(name, ORDER);
      expect(text).toMatchObject({ writable: false });
      expect(isReadAs(Order, text?.bytes ?? bytesOf(ORDER))).toBe(false);
    },
  );

  test('is what its name says', async () => {
    const textOf = async (name: string, document: unknown = { a: '{"1', b: -12.5, c: 3 }) =>
      (await broken(name, document)).map(({ bytes }) => Buffer.from(bytes))[0] ?? Buffer.alloc(0);
    expect(String(await textOf('1e400'))).toBe('{"a":"{\\"1","b":1e400,"c":3}');
    expect(String(await textOf('duplicate key'))).toBe('{"a":null,"a":"{\\"1","b":-12.5,"c":3}');
    expect(String(await textOf('truncated text'))).toBe('{"a":"{\\"1","b":-12.5,"c":3');
    expect(isUtf8(await textOf('invalid UTF-8'))).toBe(false);
    expect(isUtf8(await textOf('lone surrogate', [1]))).toBe(false);
    expect((await textOf('NUL')).includes(0)).toBe(true);
    expect(await broken('1e400', { a: 'no number' })).toEqual([]);
    expect(await broken('duplicate key', {})).toEqual([]);
  });

  test('is one level deeper than SQLite reads', async () => {
    const [deep] = await broken('deep nesting', ORDER);
    const bytes = Buffer.from(deep?.bytes ?? []);
    expect([isValid(bytes), isValid(bytes.subarray(1, -1))]).toEqual([0, 1]);
  });
});
