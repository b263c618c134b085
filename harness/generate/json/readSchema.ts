import type * as zod from 'zod';
import type { DocumentSchema } from '../../model/config.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { schemaPath } from './schemaPath.ts';

/** Has the last word on a value: JSON Schema knows nothing of refinements, transformations and flags of patterns. */
export interface Judge {
  readonly path: string;
  accepts(value: unknown): boolean;
}

/** A zod schema as JSON Schema. */
export interface ReadSchema {
  readonly root: JsonSchema;
  readonly judges: readonly Judge[];
  /** What JSON has no form for, as `a date at created_at`. */
  readonly unholdable: readonly string[];
}

type ZodSchema = zod.core.$ZodTypes;
type ToJsonSchema = (typeof zod)['toJSONSchema'];

/** What JSON has no form for, in words (https://www.rfc-editor.org/rfc/rfc8259#section-3). */
const UNHOLDABLE: ReadonlyMap<string, string> = new Map([
  ['date', 'a Date'],
  ['bigint', 'a bigint'],
  ['symbol', 'a symbol'],
  ['undefined', 'undefined'],
  ['void', 'undefined'],
  ['map', 'a Map'],
  ['set', 'a Set'],
  ['nan', 'NaN'],
  ['function', 'a function'],
  ['file', 'a File'],
  ['promise', 'a Promise'],
]);

/** Kinds of schemas that accept exactly what their JSON Schema says, as long as nothing refines them. */
const PLAIN = new Set<string>(
  'object array tuple union optional nullable nonoptional default prefault readonly catch lazy boolean null enum literal any unknown never'.split(
    ' ',
  ),
);

/** Whether a schema is one that documents can be made from: a zod schema of version 4, whichever copy of zod made it. */
export function isReadable(schema: DocumentSchema): boolean {
  return '_zod' in schema;
}

/** Reads what a zod schema takes in, by zod's own translation. */
export function readSchema(schema: DocumentSchema, toJsonSchema: ToJsonSchema): ReadSchema {
  const judges: Judge[] = [];
  const unholdable: string[] = [];
  const judge = (judged: DocumentSchema, path: string): number =>
    judges.push({ path, accepts: (value) => accepts(judged, value) }) - 1;
  const root = toJsonSchema(schema as unknown as zod.core.$ZodType, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema, path }) {
      const place = schemaPath(path);
      const kind = unholdableKind(zodSchema);
      // A key that may be undefined is left out of the document.
      const mayBeAbsent = kind === 'undefined' && path.at(-2) === 'anyOf';
      if (mayBeAbsent) jsonSchema.not = {};
      else if (kind !== null) unholdable.push(`${kind} at ${place}`);
      if (kind === null) Object.assign(jsonSchema, coerced(zodSchema));
      if (!isPlain(zodSchema)) jsonSchema['x-judge'] = judge(zodSchema as unknown as DocumentSchema, place);
    },
  }) as JsonSchema;
  const all = judge(schema, schemaPath([]));
  return { root: { ...root, 'x-judge': root['x-judge'] ?? all }, judges, unholdable: unholdable.reverse() };
}

/** Whether a schema takes a value; what its own functions throw at counts as refused, as it would in the application. */
export function accepts(schema: DocumentSchema, value: unknown): boolean {
  try {
    return schema.safeParse(value).success;
  } catch {
    return false;
  }
}

function unholdableKind({ _zod: { def } }: ZodSchema): string | null {
  if (def.type === 'literal') return def.values.some((value) => typeof value === 'bigint') ? 'a bigint' : null;
  return 'coerce' in def && def.coerce === true ? null : (UNHOLDABLE.get(def.type) ?? null);
}

/** Text that a coercing schema takes for what JSON has no form for. */
function coerced({ _zod: { def } }: ZodSchema): JsonSchema {
  if (def.type === 'date') return { type: 'string', format: 'date-time' };
  return def.type === 'bigint' ? { type: 'integer' } : {};
}

function isPlain({ _zod: { def } }: ZodSchema): boolean {
  return PLAIN.has(def.type) && (def.checks ?? []).length === 0;
}
