import type { BoundStatement } from '../model/engine.ts';
import type { Migration } from '../model/script.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { OperationContext } from './context.ts';
import type { Standing } from './standing.ts';

/** The ledger of `wrangler d1 migrations apply`, unless `migrations_table` names another. */
const USUAL_TABLE = 'd1_migrations';

type Place = Pick<OperationContext, 'folder' | 'ledgerTable'>;

/** As wrangler makes it (https://github.com/cloudflare/workers-sdk, packages/wrangler/src/d1/migrations/helpers.ts). */
const creation = (table: string): string => `CREATE TABLE IF NOT EXISTS ${table}(
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** Whether wrangler's ledger is kept up to date besides ours: where it is there, and where wrangler will look for it. */
export function isToldWrangler(
  { ledger }: Standing,
  { layout, ledgerTable }: Pick<OperationContext, 'layout' | 'ledgerTable'>,
): boolean {
  return layout === 'wrangler' || (ledger?.tables.includes(ledgerTable ?? USUAL_TABLE) ?? false);
}

/** Writes down for wrangler that a step was applied: by the name of its file in the folder of migrations. */
export function tellWrangler(migration: Migration, place: Place): readonly BoundStatement[] {
  const table = tableOf(place);
  const insert = `INSERT INTO ${table} (name) VALUES (?)`;
  return [{ text: creation(table) }, { text: insert, values: [nameOf(migration, place)] }];
}

/** Takes that back. */
export function untellWrangler(migration: Migration, place: Place): readonly BoundStatement[] {
  return [{ text: `DELETE FROM ${tableOf(place)} WHERE name = ?`, values: [nameOf(migration, place)] }];
}

function tableOf({ ledgerTable }: Place): string {
  return quoteIdentifier(ledgerTable ?? USUAL_TABLE);
}

function nameOf({ forward }: Migration, { folder }: Place): string {
  const prefix = folder === '.' ? '' : `${folder.replace(/^\.\//, '').replace(/\/$/, '')}/`;
  return forward.path.startsWith(prefix) ? forward.path.slice(prefix.length) : forward.path;
}
