import type { Arbitrary } from 'fast-check';
import type { Builder } from './builder.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** Elements more than the least that a list may have. */
const SPARE_ELEMENTS = 3;

/** Lists and tuples; null when an element that must be there cannot be. */
export function listArbitrary({ fc, build }: Builder, node: JsonSchema): Arbitrary<unknown> | null {
  const { prefixItems = [], items = false, minItems = 0, maxItems = Infinity } = node;
  const places: Arbitrary<unknown>[] = [];
  for (const place of prefixItems) {
    const made = build(place);
    if (made === null) break;
    places.push(made);
  }
  const isCut = places.length < prefixItems.length;
  if (isCut && places.length < minItems) return null;
  const prefix = prefixArbitrary(fc, places, Math.min(minItems, places.length));
  const rest = isCut || items === false ? null : build(items);
  const least = Math.max(0, minItems - places.length);
  if (rest === null) return least > 0 ? null : prefix;
  const most = Math.min(Math.max(0, maxItems - places.length), least + SPARE_ELEMENTS);
  if (most < least) return null;
  const tail = fc.array(rest, { minLength: least, maxLength: most });
  if (places.length === 0) return tail;
  const whole = fc.tuple(...places);
  return fc.oneof(
    prefix,
    fc.tuple(whole, tail).map(([start, end]) => [...start, ...end]),
  );
}

/** The places that must be there, and as many of the others as come in a row. */
function prefixArbitrary(fc: Builder['fc'], places: readonly Arbitrary<unknown>[], least: number): Arbitrary<unknown> {
  const lengths = Array.from({ length: places.length - least + 1 }, (_, more) => least + more);
  return fc.oneof(...lengths.map((length) => fc.tuple(...places.slice(0, length)).map((values) => [...values])));
}
