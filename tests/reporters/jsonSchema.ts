/** A JSON Schema as far as report.schema.json uses the language. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly allOf?: readonly JsonSchema[];
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** What in a value breaks a schema, one line each; a key that the schema does not describe counts, too. */
export function violations(value: unknown, schema: JsonSchema, root: JsonSchema, path = '$'): readonly string[] {
  const parts = partsOf(schema, root);
  const described = new Set(parts.flatMap((part) => Object.keys(part.properties ?? {})));
  const isClosed = described.size > 0;
  const undeclared = isRecord(value) && isClosed ? Object.keys(value).filter((key) => !described.has(key)) : [];
  return [
    ...undeclared.map((key) => `${path}.${key} is not described`),
    ...parts.flatMap((part) => broken(value, part, root, path)),
  ];
}

function partsOf(schema: JsonSchema, root: JsonSchema): readonly JsonSchema[] {
  const referred = schema.$ref === undefined ? undefined : root.$defs?.[schema.$ref.replace('#/$defs/', '')];
  if (schema.$ref !== undefined && referred === undefined) throw new Error(`${schema.$ref} leads nowhere`);
  const others = [...(referred === undefined ? [] : [referred]), ...(schema.allOf ?? [])];
  return [schema, ...others.flatMap((other) => partsOf(other, root))];
}

function broken(value: unknown, schema: JsonSchema, root: JsonSchema, path: string): readonly string[] {
  const found: string[] = [];
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOf(type, value))) found.push(`${path} is no ${types.join(' or ')}`);
  if ('const' in schema && value !== schema.const) found.push(`${path} is not ${String(schema.const)}`);
  if (schema.enum && !schema.enum.includes(value)) found.push(`${path} is none of ${schema.enum.join(', ')}`);
  if (schema.minimum !== undefined && typeof value === 'number' && value < schema.minimum)
    found.push(`${path} is small`);
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(String(value)))
    found.push(`${path} is misshaped`);
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items) found.push(...value.flatMap((item, index) => violations(item, items, root, `${path}[${index}]`)));
  } else if (isRecord(value)) {
    for (const key of schema.required ?? []) if (!(key in value)) found.push(`${path}.${key} is missing`);
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (key in value) found.push(...violations(value[key], property, root, `${path}.${key}`));
    }
  }
  return found;
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isRecord(value);
  return typeof value === type;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
