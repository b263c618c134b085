import * as z from 'zod';
import type { DocumentSchema } from '../model/config.ts';
import type { UserConfig, UserSql } from './userConfig.ts';

const names = z.array(z.string());
const countOrNames = z.union([z.int().nonnegative(), names], { error: 'expected a count or a list of names' });
const expectation = z.strictObject({
  tables: countOrNames.optional(),
  indexes: countOrNames.optional(),
  views: countOrNames.optional(),
  triggers: countOrNames.optional(),
});

const sql = z.custom<UserSql>(isSql, 'expected a sql`…` template or { text, values }');
const query = z.strictObject({
  sql,
  uses: names.optional(),
  scan: z.boolean().optional(),
  sort: z.boolean().optional(),
  covering: z.boolean().optional(),
  target: z.number().positive().optional(),
  since: z.string().optional(),
  until: z.string().optional(),
  variants: z.array(sql).optional(),
});

const documentSchema = z.custom<DocumentSchema>(isDocumentSchema, 'expected a zod schema');
const jsonColumn = z.strictObject({
  schema: documentSchema,
  since: z.string().optional(),
  until: z.string().optional(),
});
const tableAndColumn = z.string().regex(/^[^.]+\.[^.]+$/, 'expected the name "table.column"');

function functionBy<T>(): z.ZodType<Readonly<Record<string, T>>> {
  return z.record(
    z.string(),
    z.custom<T>((value) => typeof value === 'function', 'expected a function'),
  );
}

const config = z.strictObject({
  migrations: z.string().optional(),
  rollbacks: z.string().optional(),
  layout: z.string().optional(),
  engines: z
    .array(z.enum(['better-sqlite3', 'd1']))
    .nonempty()
    .optional(),
  expect: z.record(z.string(), expectation).optional(),
  queries: z.record(z.string(), query).optional(),
  json: z
    .record(
      tableAndColumn,
      z.union([documentSchema, jsonColumn], { error: 'expected a zod schema or { schema, since }' }),
    )
    .optional(),
  rows: functionBy<NonNullable<UserConfig['rows']>[string]>().optional(),
  seeds: z.string().optional(),
  functions: functionBy<NonNullable<UserConfig['functions']>[string]>().optional(),
  collations: functionBy<NonNullable<UserConfig['collations']>[string]>().optional(),
  severity: z.record(z.string(), z.enum(['off', 'note', 'warning', 'error'])).optional(),
  baseline: z.string().optional(),
});

/** What `stepproof.config.ts` may hold. */
export const configSchema: z.ZodType<UserConfig> = config;

const EXPECTATION_KEYS = Object.keys(expectation.shape);
const QUERY_KEYS = Object.keys(query.shape);
const CONFIG_KEYS = Object.keys(config.shape);

/** The keys that a part of the configuration may have, to tell what a misspelt one was meant to be. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return CONFIG_KEYS;
  if (path[0] === 'queries') return QUERY_KEYS;
  return path[0] === 'expect' ? EXPECTATION_KEYS : [];
}

function isSql(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('format' in value && typeof value.format === 'function') return true;
  if (!('text' in value) || typeof value.text !== 'string') return false;
  return !('values' in value) || value.values === undefined || Array.isArray(value.values);
}

function isDocumentSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'safeParse' in value && typeof value.safeParse === 'function';
}
