import { findLedger } from '../../ledgers/find.ts';
import type { Engine, Queryable } from '../../model/engine.ts';
import { UserError } from '../../model/errors.ts';
import type { LedgerOptions, LedgerState } from '../../model/ledger.ts';
import type { LooseFinding } from '../../model/report.ts';
import type { Migration } from '../../model/script.ts';
import { ledgerFindings } from './ledgerFindings.ts';
import { matchSchema } from './matchSchema.ts';

/** Where a database stands on a ladder. */
export interface Standing {
  /** The tables of its ledger, which are no part of the user's schema. */
  readonly ledgerTables: readonly string[];
  readonly applied: readonly Migration[];
  /** In the order in which they are to be applied. */
  readonly pending: readonly Migration[];
  readonly findings: readonly LooseFinding[];
}

export interface StandingOptions {
  readonly migrations: readonly Migration[];
  readonly ledger: LedgerOptions;
  /** Id of the first step that is not applied, for a database without a ledger. */
  readonly from: string | null;
  /** Opens an empty database in memory. */
  readonly open: () => Promise<Engine>;
}

/**
 * Finds out which steps a database has: from its ledger, or where it has none from the schema, which is that of the ladder
 * after one step and no other. Throws `UserError` where that cannot be told.
 */
export async function standingOf(database: Queryable, options: StandingOptions): Promise<Standing> {
  const { migrations, from } = options;
  const ledger = await findLedger(database, migrations, options.ledger);
  if (ledger !== null) return byLedger(ledger, migrations, from);
  const first = from === null ? null : migrations.findIndex(({ id }) => id === from);
  const count = first ?? (await matchSchema(database, migrations, options.open));
  return { ledgerTables: [], applied: migrations.slice(0, count), pending: migrations.slice(count), findings: [] };
}

function byLedger(ledger: LedgerState, migrations: readonly Migration[], from: string | null): Standing {
  const [unknown] = ledger.unknown;
  if (unknown !== undefined) throw unknownStep(ledger, unknown);
  const known = new Set(ledger.applied.map(({ id }) => id));
  const pending = migrations.filter(({ id }) => !known.has(id));
  if (from !== null && from !== pending[0]?.id) throw notNext(ledger, from, pending[0]?.id);
  return {
    ledgerTables: ledger.tables,
    applied: migrations.filter(({ id }) => known.has(id)),
    pending,
    findings: ledgerFindings(ledger, migrations),
  };
}

function unknownStep({ tool, unknown }: LedgerState, first: string): UserError {
  const others = unknown.length === 1 ? '' : ` and ${unknown.length - 1} more`;
  return new UserError('migration-unknown', `the database has steps that the folder lacks: ${first}${others}`, {
    why: `The ledger of ${tool} says that they were applied, so its schema is not that of any step here.`,
    fix: 'Bring the folder up to date with the branch that this database was released from, or name another database.',
  });
}

function notNext({ tool }: LedgerState, from: string, next: string | undefined): UserError {
  const stands = next === undefined ? 'every step is applied' : `the first step that is not applied is ${next}`;
  return new UserError('bad-usage', `--from ${from} contradicts the database: ${stands}`, {
    why: `The ledger of ${tool} tells where the database stands; --from is for one without a ledger.`,
    fix: 'Leave out --from.',
  });
}
