import { type JsonSchema, resolve } from './jsonSchema.ts';

/** A part of a document and what its schema says of it. */
export interface Place {
  /** Keys and positions from the top. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly node: JsonSchema;
  /** Nothing else may stand here: no union on the way offers another form. */
  readonly certain: boolean;
}

export interface JsonObject {
  readonly [key: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every part of a document that its schema speaks of, the whole of it first. */
export function placesOf(document: unknown, root: JsonSchema): readonly Place[] {
  const places: Place[] = [];
  const visit = (place: Place): void => {
    const node = resolve(place.node, root);
    const arms = node.anyOf ?? node.oneOf;
    if (arms !== undefined) {
      const arm = arms.find((candidate) => looksLike(place.value, resolve(candidate, root), root));
      if (arm !== undefined) visit({ ...place, node: arm, certain: false });
      return;
    }
    places.push({ ...place, node });
    for (const [key, part] of partsOf(place.value)) {
      const partNode = nodeOf(key, node);
      if (partNode !== null) visit({ ...place, path: [...place.path, key], value: part, node: partNode });
    }
  };
  visit({ path: [], value: document, node: root, certain: true });
  return places;
}

function partsOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((element, index) => [index, element]);
  return isObject(value) ? Object.entries(value) : [];
}

function nodeOf(key: string | number, node: JsonSchema): JsonSchema | null {
  if (typeof key === 'number') return node.prefixItems?.[key] ?? (node.items || null);
  const own = Object.hasOwn(node.properties ?? {}, key) ? node.properties?.[key] : undefined;
  return own ?? (node.additionalProperties || null);
}

/** Whether an arm of a union is the one that a value was made by, told from its type, keys and constants. */
function looksLike(value: unknown, node: JsonSchema, root: JsonSchema): boolean {
  if (node.const !== undefined) return node.const === value;
  if (node.enum !== undefined) return node.enum.includes(value);
  const arms = node.anyOf ?? node.oneOf;
  if (arms !== undefined) return arms.some((arm) => looksLike(value, resolve(arm, root), root));
  if (node.not !== undefined) return false;
  if (node.type === undefined) return true;
  if (!isOfType(value, node.type)) return false;
  if (!isObject(value)) return true;
  return (
    (node.required ?? []).every((key) => Object.hasOwn(value, key)) &&
    Object.entries(node.properties ?? {}).every(
      ([key, { const: constant }]) => constant === undefined || !Object.hasOwn(value, key) || value[key] === constant,
    )
  );
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
