import type { SqlValue } from '../../model/value.ts';
import type { Fact } from '../facts.ts';

/** JSON documents that differ from one at what an expression reads of it; with what is special about each. */
export function nearbyDocuments(
  { calls, operands }: Fact,
  document: SqlValue,
): readonly (readonly [string, SqlValue])[] {
  const read = calls.find(({ name }) => READERS.has(name));
  if (read?.name === 'json_type' && read.args.length === 0) return WHOLE;
  const keys = keysOf(read?.args[0]);
  const parsed = typeof document === 'string' ? parse(document) : null;
  if (keys.length === 0 || parsed === null) return [];
  const values: readonly (readonly [string, unknown])[] = [
    ...operands.map((value) => [JSON.stringify(asJson(value)), asJson(value)] as const),
    ['something else', 'something else'],
    ['another type', [7]],
    ['null', null],
    ['nothing', undefined],
  ];
  return values.map(([what, value]) => [`${keys.join('.')} is ${what}`, JSON.stringify(replaced(parsed, keys, value))]);
}

/** A document of each type, and one that is stored as bytes, which JSON functions read as well. */
const WHOLE: readonly (readonly [string, SqlValue])[] = [
  ...['{}', '[]', '"text"', 'true', 'false', 'null', '7', '7.5'].map(
    (text) => [`the document is ${text}`, text] as const,
  ),
  ...['{}', '[]'].map((text) => [`the document is ${text} in bytes`, new TextEncoder().encode(text)] as const),
];

const READERS: ReadonlySet<string> = new Set(['json_extract', 'json_type', '->', '->>']);

/** The keys of a path without brackets, or of the short form that the operators take. */
function keysOf(path: SqlValue = null): readonly string[] {
  if (typeof path !== 'string') return [];
  return /^\$(?:\.\w+)+$/.test(path) ? path.split('.').slice(1) : /^\w+$/.test(path) ? [path] : [];
}

type JsonObject = Readonly<Record<string, unknown>>;

function parse(document: string): JsonObject | null {
  try {
    return asObject(JSON.parse(document));
  } catch {
    return null;
  }
}

function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

function replaced(object: JsonObject, [key = '', ...rest]: readonly string[], value: unknown): JsonObject {
  const inner = rest.length === 0 ? value : replaced(asObject(object[key]) ?? {}, rest, value);
  return { ...object, [key]: inner };
}

function asJson(value: SqlValue): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
