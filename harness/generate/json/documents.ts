import type { Arbitrary } from 'fast-check';
import { bounded } from './bounded.ts';
import type { Builder } from './builder.ts';
import type { FastCheck } from './fastCheck.ts';
import { intersectionArbitrary } from './intersections.ts';
import { type JsonSchema, resolve } from './jsonSchema.ts';
import { listArbitrary } from './lists.ts';
import { numberArbitrary } from './numbers.ts';
import { objectArbitrary } from './objects.ts';
import type { ReadSchema } from './readSchema.ts';
import { textArbitrary } from './texts.ts';

/** How often a schema may come back to one that it is a part of: `depthSize` does not keep lists of lists finite. */
const DEEPEST_RECURSION = 4;

/** Documents that a schema accepts, smaller ones first when they shrink; null when there is none. */
export function documentArbitrary(fc: FastCheck, { root, judges }: ReadSchema): Arbitrary<unknown> | null {
  const known = new Map<string, Arbitrary<unknown> | null>();

  const builderAt = (trail: readonly string[]): Builder => {
    const build = (node: JsonSchema): Arbitrary<unknown> | null => {
      const made = withExamples(fc, node, node.$ref === undefined ? kindArbitrary(builder, node) : follow(node, trail));
      const judge = judges[node['x-judge'] ?? -1];
      return made === null || judge === undefined ? made : bounded(made, judge);
    };
    const builder: Builder = { fc, build };
    return builder;
  };

  const follow = (node: JsonSchema, trail: readonly string[]): Arbitrary<unknown> | null => {
    const crossed = [...trail, node.$ref ?? ''];
    if (crossed.length - new Set(crossed).size > DEEPEST_RECURSION) return null;
    const place = [node.$ref, ...crossed.toSorted()].join(' ');
    const seen = known.get(place);
    if (seen !== undefined) return seen;
    const made = builderAt(crossed).build(resolve(node, root));
    known.set(place, made);
    return made;
  };

  return builderAt(['#']).build(root);
}

function kindArbitrary(builder: Builder, node: JsonSchema): Arbitrary<unknown> | null {
  const { fc, build } = builder;
  if (node.not !== undefined) return null;
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.enum !== undefined) return node.enum.length === 0 ? null : fc.constantFrom(...node.enum);
  switch (node.type) {
    case 'string':
      return textArbitrary(fc, node);
    case 'number':
    case 'integer':
      return numberArbitrary(fc, node);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return listArbitrary(builder, node);
    case 'object':
      return objectArbitrary(builder, node);
  }
  if (node.allOf !== undefined) return intersectionArbitrary(builder, node.allOf);
  const arms = node.anyOf ?? node.oneOf;
  if (arms === undefined) return anything(fc);
  const made = arms.flatMap((arm) => build(arm) ?? []);
  return made.length === 0 ? null : fc.oneof(...made);
}

function anything(fc: FastCheck): Arbitrary<unknown> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    { weight: 1, arbitrary: textArbitrary(fc, {}) },
  );
}

/** The user's own values, for what no search finds. */
function withExamples(
  fc: FastCheck,
  { examples = [] }: JsonSchema,
  made: Arbitrary<unknown> | null,
): Arbitrary<unknown> | null {
  if (examples.length === 0) return made;
  const given = fc.constantFrom(...examples);
  return made === null ? given : fc.oneof(made, given);
}
