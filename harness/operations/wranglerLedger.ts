import type { BoundStatement } from '../model/engine.ts';
import type { Migration } from '../model/script.ts';
import type { OperationContext } from './context.ts';
import type { Standing } from './standing.ts';

/** The ledger of `wrangler d1 migrations apply`. */
const TABLE = 'd1_migrations';

/** As wrangler makes it (https://github.com/cloudflare/workers-sdk, packages/wrangler/src/d1/migrations/helpers.ts). */
const CREATE = `CREATE TABLE IF NOT EXISTS ${TABLE}(
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** Whether wrangler's ledger is kept up to date besides ours: where it is there, and where wrangler will look for it. */
export function isToldWrangler({ ledger }: Standing, { layout }: Pick<OperationContext, 'layout'>): boolean {
  return layout === 'wrangler' || (ledger?.tables.includes(TABLE) ?? false);
}

/** Writes down for wrangler that a step was applied: by the name of its file in the folder of migrations. */
export function tellWrangler(migration: Migration, folder: string): readonly BoundStatement[] {
  const insert = `INSERT INTO ${TABLE} (name) VALUES (?)`;
  return [{ text: CREATE }, { text: insert, values: [nameOf(migration, folder)] }];
}

/** Takes that back. */
export function untellWrangler(migration: Migration, folder: string): readonly BoundStatement[] {
  return [{ text: `DELETE FROM ${TABLE} WHERE name = ?`, values: [nameOf(migration, folder)] }];
}

function nameOf({ forward }: Migration, folder: string): string {
  const prefix = folder === '.' ? '' : `${folder.replace(/^\.\//, '').replace(/\/$/, '')}/`;
  return forward.path.startsWith(prefix) ? forward.path.slice(prefix.length) : forward.path;
}
