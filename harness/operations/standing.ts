import { findLedger } from '../ledgers/find.ts';
import type { Queryable } from '../model/engine.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Migration } from '../model/script.ts';
import type { OperationContext } from './context.ts';
import { type HistoryEntry, readHistory } from './readHistory.ts';

/** How a database stands to a folder of migrations. */
export interface Standing {
  /** null: the database has no ledger. */
  readonly ledger: LedgerState | null;
  /** Ids of the steps that are applied, in the folder's order. */
  readonly applied: readonly string[];
  /** The steps that are not, in the folder's order. */
  readonly pending: readonly Migration[];
  /** Ids of pending steps that an applied one comes after. */
  readonly overtaken: readonly string[];
  /** What stepproof wrote down of the applied steps, by id. */
  readonly history: ReadonlyMap<string, HistoryEntry>;
}

/** Reads how a database stands to the migrations of a folder. Throws `UserError` where its ledgers contradict each other. */
export async function readStanding(
  database: Queryable,
  { migrations, ledgerTable }: Pick<OperationContext, 'migrations' | 'ledgerTable'>,
): Promise<Standing> {
  const ledger = await findLedger(database, migrations, ledgerTable === null ? {} : { table: ledgerTable });
  const history = await readHistory(database);
  const applied = new Set(ledger?.applied.map(({ id }) => id));
  const pending = migrations.filter(({ id }) => !applied.has(id));
  const last = migrations.findLastIndex(({ id }) => applied.has(id));
  return {
    ledger,
    applied: migrations.filter(({ id }) => applied.has(id)).map(({ id }) => id),
    pending,
    overtaken: pending.filter((migration) => migrations.indexOf(migration) < last).map(({ id }) => id),
    history: new Map(history.map((entry) => [entry.step, entry])),
  };
}
