import type { Arbitrary } from 'fast-check';
import type { Builder } from './builder.ts';
import type { FastCheck } from './fastCheck.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { NASTY_KEYS } from './nasty.ts';
import { patternArbitrary } from './patterns.ts';

/** Keys that an object of any keys may have beyond those that it must have. */
const SPARE_KEYS = 3;

/** Objects and records; null when a key that must be there cannot be. */
export function objectArbitrary(builder: Builder, node: JsonSchema): Arbitrary<unknown> | null {
  const { fc, build } = builder;
  const { required = [], propertyNames, patternProperties = {} } = node;
  const any = node.additionalProperties === false ? undefined : node.additionalProperties;
  const listed = propertyNames?.enum ?? (propertyNames?.const === undefined ? [] : [propertyNames.const]);
  const declared = new Map(Object.entries(node.properties ?? {}));
  // A record whose keys are listed says them there, and what they hold as that of any key.
  for (const key of [...required, ...listed.map(String)]) {
    if (any !== undefined && !declared.has(key)) declared.set(key, any);
  }
  const shape: [string, Arbitrary<unknown>][] = [];
  for (const [key, value] of declared) {
    const made = build(value);
    if (made !== null) shape.push([key, made]);
    else if (required.includes(key)) return null;
  }
  const present = shape.map(([key]) => key);
  const known = fc.record(Object.fromEntries(shape), {
    requiredKeys: required.filter((key) => present.includes(key)),
    noNullPrototype: true,
  });
  const extras = Object.entries(patternProperties).map(([pattern, value]) =>
    entries(fc, patternArbitrary(fc, pattern), build(value)),
  );
  if (any !== undefined && listed.length === 0) {
    extras.push(entries(fc, keyArbitrary(builder, propertyNames), build(any)));
  }
  if (extras.length === 0) return known;
  // Object.fromEntries makes even __proto__ a key like any other.
  return fc
    .tuple(known, ...extras)
    .map(([object, ...others]) => Object.fromEntries([...others.flat(), ...Object.entries(object)]));
}

type Entry = readonly [key: string, value: unknown];

function entries(
  fc: FastCheck,
  key: Arbitrary<unknown> | null,
  value: Arbitrary<unknown> | null,
): Arbitrary<readonly Entry[]> {
  if (key === null || value === null) return fc.constant([]);
  const entry = fc.tuple(key.map(String), value);
  return fc.uniqueArray(entry, { selector: ([name]) => name, maxLength: SPARE_KEYS });
}

/** Keys are text whatever their schema says (`z.record(z.number(), …)`), so only the whole object can be judged. */
function keyArbitrary({ fc, build }: Builder, names: JsonSchema = {}): Arbitrary<unknown> | null {
  const isFree = Object.keys(names).every((keyword) => keyword === 'type' || keyword === 'x-judge');
  return isFree ? keys(fc) : build({ ...names, 'x-judge': -1 });
}

function keys(fc: FastCheck): Arbitrary<string> {
  const usual = fc.string({ minLength: 1, maxLength: 6 });
  return fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...NASTY_KEYS) });
}
