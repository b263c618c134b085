import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { documentSource } from '../../../harness/generate/json/documentSource.ts';
import { NASTY_KEYS } from '../../../harness/generate/json/nasty.ts';

const Tree: z.ZodType = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree).max(3);
  },
});
const Even: z.ZodType = z.object({ odd: z.lazy(() => Odd).optional() });
const Odd: z.ZodType = z.object({ even: Even.nullable() });

const KINDS: Readonly<Record<string, z.ZodType>> = {
  string: z.string(),
  'string of a length': z.string().length(5),
  'long string': z.string().min(60).max(61),
  number: z.number(),
  'number in an open interval': z.number().positive().lt(1),
  'number of a step': z.number().multipleOf(0.5).min(1).multipleOf(3),
  int: z.int(),
  'int in bounds': z.int().gt(3).lte(6),
  int32: z.int32(),
  float32: z.float32(),
  boolean: z.boolean(),
  null: z.null(),
  literal: z.literal(['a', 1, null, true]),
  enum: z.enum(['a', 'b']),
  'native enum': z.enum({ Zero: 0, B: 'b' }),
  array: z.array(z.int()).min(2).max(12),
  'array with many elements': z.array(z.int()).min(30),
  tuple: z.tuple([z.string(), z.int().optional()], z.boolean()),
  'tuple of one': z.tuple([z.string()]),
  object: z.object({ a: z.string(), b: z.int().optional(), c: z.string().default('x') }),
  strictObject: z.strictObject({ a: z.int() }),
  looseObject: z.looseObject({ a: z.int() }),
  catchall: z.object({ a: z.string() }).catchall(z.int()),
  'optional never': z.object({ a: z.never().optional() }),
  record: z.record(z.string(), z.int()),
  'record of listed keys': z.record(z.enum(['a', 'b']), z.int()),
  partialRecord: z.partialRecord(z.enum(['a', 'b']), z.int()),
  looseRecord: z.looseRecord(z.string().regex(/^x/), z.int()),
  'record of numbers': z.record(z.number(), z.int()),
  'record of addresses': z.record(z.email(), z.int()),
  union: z.union([z.string(), z.int(), z.array(z.boolean())]),
  xor: z.xor([z.string(), z.int()]),
  discriminatedUnion: z.discriminatedUnion('type', [
    z.object({ type: z.literal('a') }),
    z.object({ type: z.literal('b'), count: z.int() }),
  ]),
  intersection: z.strictObject({ a: z.int() }).and(z.strictObject({ b: z.string() })),
  'intersection with a record': z.object({ a: z.int() }).and(z.record(z.string(), z.int())),
  nullable: z.nullable(z.string()),
  nullish: z.object({ a: z.nullish(z.int()) }),
  'union with undefined': z.object({ a: z.string().or(z.undefined()) }),
  readonly: z.array(z.int()).readonly(),
  prefault: z.prefault(z.string(), 'x'),
  catch: z.object({ a: z.number().catch(3) }),
  email: z.email(),
  uuid: z.uuid(),
  uuidv7: z.uuidv7(),
  url: z.url(),
  datetime: z.iso.datetime(),
  'datetime with an offset': z.iso.datetime({ offset: true }),
  'local datetime': z.iso.datetime({ local: true, precision: 0 }),
  date: z.iso.date(),
  time: z.iso.time(),
  duration: z.iso.duration(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
  cidrv6: z.cidrv6(),
  base64: z.base64(),
  base64url: z.base64url(),
  jwt: z.jwt(),
  emoji: z.emoji(),
  hostname: z.hostname(),
  e164: z.e164(),
  nanoid: z.nanoid(),
  ulid: z.ulid(),
  cuid2: z.cuid2(),
  mac: z.mac(),
  regex: z.string().regex(/^[A-Z]{2}-\d+$/),
  'regex with a flag': z.string().regex(/^id_[a-f]+$/i),
  'regex with a lookahead': z.string().regex(/^(?=.*\d)[a-z0-9]+$/),
  'regex with a Unicode class': z
    .string()
    .regex(/^[\p{L}]+$/u)
    .min(3),
  'long text of a regex': z
    .string()
    .regex(/^[a-z]+$/)
    .min(30)
    .max(40),
  'beginning and end': z.string().startsWith('ab').includes('-').endsWith('c'),
  templateLiteral: z.templateLiteral(['v', z.int(), '.', z.enum(['alpha', 'beta'])]),
  'lower case': z.string().lowercase().trim(),
  stringbool: z.stringbool(),
  refine: z.object({ low: z.int(), high: z.int() }).refine(({ low, high }) => low <= high),
  'refined element': z.array(z.int().refine((value) => value % 2 === 0)),
  transform: z.string().transform((text) => text.length),
  pipe: z.string().transform(Number).pipe(z.number()),
  preprocess: z.preprocess((value) => value, z.number()),
  codec: z.codec(z.iso.datetime(), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  }),
  coerce: z.object({ at: z.coerce.date(), n: z.coerce.number().min(3), big: z.coerce.bigint(), s: z.coerce.string() }),
  custom: z.custom((value) => typeof value === 'string'),
  lazy: z.array(z.lazy(() => Tree)),
  recursive: Tree,
  'mutually recursive': Even,
  json: z.json(),
  any: z.any(),
  unknown: z.object({ a: z.unknown() }),
  'named parts': z.object({ a: z.string().meta({ id: 'documents.test/part' }), b: z.int() }),
  examples: z
    .string()
    .refine((text) => text === 'the only one')
    .meta({ examples: ['the only one'] }),
};

async function sample(schema: z.ZodType, runs = 150, seed = 7): Promise<readonly unknown[]> {
  const { fc, documents } = await documentSource(schema);
  return fc.sample(documents, { numRuns: runs, seed });
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe.each(Object.entries(KINDS))('documents of the kind %s', (_, schema) => {
  test('are valid once more when they come back from JSON', async () => {
    const documents = await sample(schema);
    const refused = documents.filter((document) => !schema.safeParse(JSON.parse(JSON.stringify(document))).success);
    expect(documents).toHaveLength(150);
    expect(refused).toEqual([]);
  });
});

describe('documents', () => {
  test('are the same for the same seed and others for another one', async () => {
    const schema = z.object({ a: z.string(), b: z.array(z.number()) });
    expect(await sample(schema, 20, 1)).toEqual(await sample(schema, 20, 1));
    expect(await sample(schema, 20, 1)).not.toEqual(await sample(schema, 20, 2));
  });

  test('use every arm of a union, every optional key with and without, NULL and a value', async () => {
    const schema = z.object({ a: z.union([z.string(), z.int()]), b: z.boolean().optional(), c: z.int().nullable() });
    const documents = (await sample(schema)) as z.infer<typeof schema>[];
    expect(new Set(documents.map(({ a }) => typeof a))).toEqual(new Set(['string', 'number']));
    expect(new Set(documents.map((document) => 'b' in document))).toEqual(new Set([true, false]));
    expect(new Set(documents.map(({ c }) => c === null))).toEqual(new Set([true, false]));
  });

  test('hold what is easily damaged: NUL, quotes, lone surrogates, long text, edges of numbers, __proto__ as a key', async () => {
    const texts = (await sample(z.string(), 400)) as string[];
    const holds = (part: string) => texts.some((text) => text.includes(part));
    expect(["'", '"', '\\', '%', '\u0000', '\ud800', '\u2028'].filter((part) => !holds(part))).toEqual([]);
    expect(Math.max(...texts.map(({ length }) => length))).toBeGreaterThan(2000);
    const numbers = await sample(z.number(), 400);
    expect([2 ** 53 - 1, 1e308, 5e-324, 0].filter((edge) => !numbers.includes(edge))).toEqual([]);
    const records = (await sample(z.record(z.string(), z.int()), 400)) as object[];
    const keys = new Set(records.flatMap((record) => Object.keys(record)));
    expect(NASTY_KEYS.filter((key) => !keys.has(key))).toEqual([]);
  });

  test('end: recursion goes no deeper than four levels, in lists, objects and both', async () => {
    expect(Math.max(...(await sample(z.json(), 300)).map(depthOf))).toBeLessThanOrEqual(5);
    // Each level of the tree is an object and the list in it.
    expect(Math.max(...(await sample(Tree, 300)).map(depthOf))).toBeLessThanOrEqual(10);
  });

  test('shrink: a planted bug ends in a document of one element', async () => {
    const { fc, documents } = await documentSource(
      z.array(z.strictObject({ id: z.string(), tags: z.array(z.string()) })),
    );
    const fails = (document: unknown) =>
      (document as { tags: readonly string[] }[]).some(({ tags }) => tags.length > 0);
    const { counterexample, numShrinks } = fc.check(
      fc.property(documents, (document) => !fails(document)),
      { seed: 3 },
    );
    expect(counterexample).toEqual([[{ id: '', tags: [''] }]]);
    expect(numShrinks).toBeGreaterThan(0);
  });

  test('shrink within a refinement', async () => {
    const { fc, documents } = await documentSource(z.array(z.int().refine((value) => value > 40)));
    const { counterexample } = fc.check(
      fc.property(documents, (document) => (document as number[]).every((value) => value < 100)),
      { seed: 3 },
    );
    expect(counterexample).toEqual([[100]]);
  });
});
