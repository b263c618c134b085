import type { Arbitrary } from 'fast-check';
import type { FastCheck } from './fastCheck.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** Makes the arbitrary of a part of a schema; null when no value of it ends within the depth allowed. */
export interface Builder {
  readonly fc: FastCheck;
  build(node: JsonSchema): Arbitrary<unknown> | null;
}
