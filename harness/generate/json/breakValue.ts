import type { JsonSchema } from './jsonSchema.ts';
import { isObject, type Place, placesOf } from './places.ts';

/** A document with one thing wrong with it, that JSON.stringify could have written. */
export interface BrokenValue {
  readonly document: unknown;
  /** Its schema has no way to accept it. */
  readonly certain: boolean;
}

type Breakage = (place: Place) => readonly BrokenValue[];

/** Not even lower or upper case, which are formats to zod. */
const NO_FORMAT = '\u0001 No Such Thing';

/** Ways to break a document, by name; each answers with all that it can do at a place. */
const BREAKAGES: Readonly<Record<string, Breakage>> = {
  'missing key': ({ node, value, certain }) =>
    isObject(value)
      ? (node.required ?? [])
          .filter((key) => Object.hasOwn(value, key))
          .map((key) => ({ document: without(value, key), certain }))
      : [],
  'extra key': ({ node, value, certain }) =>
    isObject(value) && node.additionalProperties === false
      ? [{ document: { ...value, unexpected_key: 1 }, certain }]
      : [],
  'wrong type': ({ node, certain }) => (node.type === undefined ? [] : [{ document: otherType(node.type), certain }]),
  'out of range': ({ node, value, certain }) => outside(node, value).map((document) => ({ document, certain })),
  'unknown value': ({ node, value, certain }) =>
    node.enum === undefined && node.const === undefined
      ? []
      : [{ document: typeof value === 'string' ? `${value}?` : 'none of them', certain }],
  'wrong format': ({ node, certain }) =>
    node.format === undefined || node.format === 'binary' ? [] : [{ document: NO_FORMAT, certain }],
  null: ({ node, path, certain }) =>
    path.length > 0 || node.type === undefined || node.type === 'null' ? [] : [{ document: null, certain }],
  scalar: ({ node, path, certain }) =>
    path.length > 0 || (node.type !== 'object' && node.type !== 'array')
      ? []
      : [
          { document: 12.5, certain },
          { document: '1e3', certain },
        ],
};

/** The names of the ways to break a document. */
export const VALUE_BREAKAGES: readonly string[] = Object.keys(BREAKAGES);

/** One of the documents that breaking in a way makes, `pick` says which; null when there is nothing to break like that. */
export function breakValue(kind: string, document: unknown, root: JsonSchema, pick: number): BrokenValue | null {
  const breakage = BREAKAGES[kind];
  const made = placesOf(document, root).flatMap((place) =>
    (breakage?.(place) ?? []).map((broken) => ({ path: place.path, ...broken })),
  );
  const chosen = made[pick % Math.max(1, made.length)];
  return chosen === undefined
    ? null
    : { document: replaced(document, chosen.path, chosen.document), certain: chosen.certain };
}

function without(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

function otherType(type: string): unknown {
  if (type === 'string') return 7;
  if (type === 'array') return {};
  if (type === 'object') return [];
  return 'text';
}

function outside(node: JsonSchema, value: unknown): readonly unknown[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, minItems, maxItems } = node;
  const made: unknown[] = [];
  if (minimum !== undefined) made.push(below(minimum));
  if (maximum !== undefined) made.push(-below(-maximum));
  if (exclusiveMinimum !== undefined) made.push(exclusiveMinimum);
  if (exclusiveMaximum !== undefined) made.push(exclusiveMaximum);
  if (typeof value === 'string') {
    if (minLength !== undefined && minLength > 0) made.push(value.slice(0, minLength - 1));
    if (maxLength !== undefined) made.push(value.padEnd(maxLength + 1, 'x'));
  }
  if (Array.isArray(value)) {
    if (minItems !== undefined && minItems > 0) made.push(value.slice(0, minItems - 1));
    if (maxItems !== undefined)
      made.push(Array.from({ length: maxItems + 1 }, (_, at) => value[at] ?? value[0] ?? null));
  }
  return made;
}

/** The next smaller number that is told apart from a bound. */
function below(bound: number): number {
  return bound - Math.max(1, 2 ** (Math.floor(Math.log2(Math.abs(bound) || 1)) - 51));
}

function replaced(document: unknown, path: readonly (string | number)[], part: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return part;
  if (Array.isArray(document)) {
    return document.map((element, index) => (index === key ? replaced(element, rest, part) : element));
  }
  if (!isObject(document)) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [name, name === key ? replaced(value, rest, part) : value]),
  );
}
