import type { Queryable } from '../model/engine.ts';
import { UserError } from '../model/errors.ts';
import type { LedgerOptions, LedgerReader, LedgerState } from '../model/ledger.ts';
import type { Migration } from '../model/script.ts';
import { ledgers } from './index.ts';
import { stepproof } from './stepproof.ts';
import { withWrangler } from './withWrangler.ts';
import { wrangler } from './wrangler.ts';

/**
 * What a database's ledger says of a folder's migrations; null where the database has none. Throws `UserError` where it
 * has several, because none of them knows of the others; but for wrangler's beside our own, which we keep up to date.
 */
export async function findLedger(
  database: Queryable,
  migrations: readonly Migration[],
  options: LedgerOptions,
): Promise<LedgerState | null> {
  const there = await tablesIn(database);
  const named = options.table !== undefined && there.has(options.table.toLowerCase());
  const possible = ledgers.filter(({ table }) => named || there.has(table));
  // Asked together, because a question to D1 travels between processes.
  const found = await Promise.all(possible.map((reader) => reader.detect(database, options)));
  const [ledger, ...others] = possible.filter((_, index) => found[index]);
  if (ledger === undefined) return null;
  if (ledger === stepproof && others.length === 1 && others[0] === wrangler) {
    const own = await stepproof.read(database, migrations, options);
    return withWrangler(own, await wrangler.read(database, migrations, options), migrations);
  }
  if (others.length > 0) throw ambiguous([ledger, ...others]);
  return ledger.read(database, migrations, options);
}

async function tablesIn(database: Queryable): Promise<ReadonlySet<string>> {
  const rows = await database.query("SELECT lower(name) FROM sqlite_schema WHERE type IN ('table', 'view')");
  return new Set(rows.map(([name]) => String(name)));
}

function ambiguous(readers: readonly LedgerReader[]): UserError {
  const tools = readers.map(({ tool }) => tool);
  return new UserError('ledger-ambiguous', `the database has the ledgers of ${tools.join(' and ')}`, {
    why: 'Each says on its own what was applied, so that a step can be missing in one and there in the other.',
    fix: 'Drop the table of the tool that no longer applies migrations here.',
  });
}
