import { openSource } from '../engines/sourceDatabase.ts';
import { findLocalState, type LocalDatabase } from '../layouts/localDatabases.ts';
import { findLedger } from '../ledgers/find.ts';
import { UserError } from '../model/errors.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Migration } from '../model/script.ts';
import type { Ladder } from './readLadder.ts';

/** A local D1 database of a ladder, and what it says was applied to it. */
export interface LocalLedger {
  readonly database: LocalDatabase & { readonly file: string };
  /** null where no migration was ever applied; what cannot be read is an error instead. */
  readonly ledger: LedgerState | UserError | null;
}

/**
 * What the databases that wrangler keeps on this machine say of a ladder's steps. A database that is there under an id
 * of another day is known by its ledger, if it alone names steps of the ladder. Only wrangler's layout has any.
 */
export async function localLedgers({ layout, folders, migrations }: Ladder): Promise<readonly LocalLedger[]> {
  if (layout !== 'wrangler') return [];
  const { databases, others } = findLocalState(folders.root);
  const meant = databases.filter(({ migrationsDir }) => migrationsDir === folders.migrations);
  const there = meant.flatMap((database) => (database.file === null ? [] : [{ ...database, file: database.file }]));
  const [only, second] = meant;
  if (there.length === 0 && only !== undefined && second === undefined) {
    const read = others.map((file) => readLedger({ ...only, file }, migrations));
    const known = (await Promise.all(read)).filter(({ ledger }) => namesSteps(ledger));
    return known.length === 1 ? known : [];
  }
  return Promise.all(there.map((database) => readLedger(database, migrations)));
}

async function readLedger(database: LocalLedger['database'], migrations: readonly Migration[]): Promise<LocalLedger> {
  try {
    const source = await openSource(database.file, { mayBeEmpty: true });
    try {
      return { database, ledger: await findLedger(source, migrations, { table: database.migrationsTable }) };
    } finally {
      await source.close();
    }
  } catch (error) {
    if (error instanceof UserError) return { database, ledger: error };
    throw error;
  }
}

function namesSteps(ledger: LocalLedger['ledger']): boolean {
  return ledger !== null && !(ledger instanceof UserError) && ledger.applied.length > 0;
}
