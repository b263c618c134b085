import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { documentSource, rememberedSource } from '../../../harness/generate/json/documentSource.ts';
import { UserError } from '../../../harness/model/errors.ts';

interface Endless {
  readonly again: Endless;
}

const Endless: z.ZodType<Endless> = z.object({
  get again() {
    return Endless;
  },
});

describe('a schema of what JSON cannot hold', () => {
  test.each([
    ['a Date at a.b[]', z.object({ a: z.object({ b: z.array(z.date()) }) })],
    ['a Date at [1]', z.tuple([z.string(), z.date()])],
    ['a Date at *', z.record(z.string(), z.date())],
    ['a Date at a', z.object({ a: z.union([z.string(), z.date()]) })],
    ['a bigint at the document', z.bigint()],
    ['a bigint at a', z.object({ a: z.literal(1n) })],
    ['a Map at a', z.object({ a: z.map(z.string(), z.string()) })],
    ['a Set at a', z.object({ a: z.set(z.string()) })],
    ['undefined at a', z.object({ a: z.undefined() })],
    ['undefined at a', z.object({ a: z.void() })],
    ['NaN at a', z.object({ a: z.nan() })],
    ['a symbol at a', z.object({ a: z.symbol() })],
    ['a File at a', z.object({ a: z.file() })],
    ['a function at a', z.object({ a: z.function() })],
    ['a Promise at a', z.object({ a: z.promise(z.string()) })],
    ['a Date at a, NaN at b', z.object({ a: z.date(), b: z.nan() })],
  ])('is refused with the place: %s', async (place, schema) => {
    await expect(documentSource(schema)).rejects.toMatchObject({
      code: 'unholdable-schema',
      message: expect.stringContaining(`has ${place}, which JSON cannot hold`),
    });
  });
});

describe('a schema that nothing is found for', () => {
  test.each([
    ['deep[].x', z.object({ deep: z.array(z.object({ x: z.string().refine(() => false) })).min(1) })],
    ['a', z.object({ a: z.instanceof(Map) })],
    ['a', z.object({ a: z.string().regex(/^(.)\1{9}$/) })],
    [
      'a',
      z.object({
        a: z.string().transform(() => {
          throw new Error('no');
        }),
      }),
    ],
  ])('stops after a bounded search and names the place: %s', async (place, schema) => {
    const { fc, documents } = await documentSource(schema);
    const searching = () => fc.sample(documents, { numRuns: 50, seed: 1 });
    expect(searching).toThrow(UserError);
    expect(searching).toThrow(`no value was found that the schema accepts for ${place}`);
  });

  test('finds the values that the user gives it', async () => {
    const repeated = z.string().regex(/^(.)\1{9}$/);
    const schema = z.object({ a: repeated.meta({ examples: ['aaaaaaaaaa'] }) });
    const { fc, documents } = await documentSource(schema);
    expect(fc.sample(documents, { numRuns: 5, seed: 1 })).toContainEqual({ a: 'aaaaaaaaaa' });
  });

  test.each([
    ['never', z.never()],
    ['itself without end', Endless],
  ])('is refused at once when it accepts %s', async (_, schema) => {
    await expect(documentSource(schema)).rejects.toMatchObject({ code: 'unmet-schema' });
  });

  test('is not one that is only like a schema', async () => {
    await expect(documentSource({ safeParse: () => ({ success: true }) })).rejects.toMatchObject({
      message: 'the schema is not one of zod 4',
    });
  });
});

test('a schema is read once, with its error as an answer', async () => {
  const schema = z.date();
  expect(await rememberedSource(schema)).toBeInstanceOf(UserError);
  expect(rememberedSource(schema)).toBe(rememberedSource(schema));
});
