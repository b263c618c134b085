import type { Arbitrary } from 'fast-check';
import type { Builder } from './builder.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** Values that several schemas accept: objects are laid over each other, of the rest any one is left to the judge. */
export function intersectionArbitrary({ fc, build }: Builder, parts: readonly JsonSchema[]): Arbitrary<unknown> | null {
  const made: Arbitrary<unknown>[] = [];
  for (const part of parts) {
    const arbitrary = build(part);
    if (arbitrary === null) return null;
    made.push(arbitrary);
  }
  const together = fc
    .tuple(...made)
    .map((values) => (values.every(isObject) ? Object.assign({}, ...values) : values[0]));
  return fc.oneof(together, ...made);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
