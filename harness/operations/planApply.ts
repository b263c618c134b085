import { UserError } from '../model/errors.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Migration } from '../model/script.ts';
import { differencesInWords } from '../rehearsal/standing/drift.ts';
import { driftOf } from './drift.ts';
import { runnableOf } from './runnable.ts';
import type { Standing } from './standing.ts';

/** What of the pending steps is wanted, by full id. */
export interface WantedSteps {
  /** The last step to apply; null: all. */
  readonly to: string | null;
  /** The only step to apply. */
  readonly step: string | null;
  /** The last of the steps that are in the database without a ledger that says so; null: none. */
  readonly assumeApplied: string | null;
}

/** What an application does: steps that are taken for applied are written down, the others are run. */
export interface ApplyPlan {
  readonly assumed: readonly Migration[];
  readonly steps: readonly Migration[];
}

/** Chooses among the pending steps, and refuses what cannot be run before anything is. Throws `UserError`. */
export function planApply(
  { pending, ledger }: Standing,
  migrations: readonly Migration[],
  wanted: WantedSteps,
): ApplyPlan {
  const { to, step, assumeApplied } = wanted;
  if (assumeApplied !== null && ledger !== null) throw hasLedger(ledger.tool);
  const assumed = assumeApplied === null ? [] : upTo(assumeApplied, migrations);
  const open = pending.filter((migration) => !assumed.includes(migration));
  const [next] = open;
  if (step !== null && open.some(({ id }) => id === step) && next?.id !== step) throw notNext(step, next);
  const last = step ?? to;
  const within = last === null ? open : open.filter((migration) => upTo(last, migrations).includes(migration));
  for (const { forward } of within) runnableOf(forward);
  return { assumed, steps: within };
}

function upTo(id: string, migrations: readonly Migration[]): readonly Migration[] {
  return migrations.slice(0, 1 + migrations.findIndex((migration) => migration.id === id));
}

/**
 * Throws `UserError` where a database is not what the steps that are applied make, so that the next ones do not start from
 * where they were proven. `schemas` is as `ladderSchemas` answers.
 */
export function refuseDrift(
  actual: SchemaSnapshot,
  { ledger, applied }: Standing,
  { assumed }: ApplyPlan,
  schemas: readonly SchemaSnapshot[],
  migrations: readonly Migration[],
): void {
  const tables = ledger?.tables ?? [];
  const expected = schemas[applied.length + assumed.length];
  if (expected === undefined) return;
  const drift = driftOf(expected, actual, tables);
  if (drift.length === 0) return;
  if (ledger === null && assumed.length === 0) throw withoutLedger(actual, schemas, migrations);
  throw new UserError('schema-drift', `the database is not what its ${applied.length + assumed.length} steps make`, {
    why: `${differencesInWords(drift)}.`,
    fix: 'Undo what was changed by hand, or make a step of it. --allow-drift applies all the same.',
  });
}

function withoutLedger(
  actual: SchemaSnapshot,
  schemas: readonly SchemaSnapshot[],
  migrations: readonly Migration[],
): UserError {
  const at = schemas.findLastIndex((schema) => driftOf(schema, actual, []).length === 0);
  const id = at < 1 ? undefined : migrations[at - 1]?.id;
  return new UserError('ledger-missing', 'the database has tables, and nothing says which steps made them', {
    why: 'No ledger that stepproof knows is in it: the steps that are applied already would be applied again.',
    fix:
      id === undefined
        ? 'No step of the folder leads to its schema; stepproof compare DATABASE DIR@STEP shows how they differ. When they agree: --assume-applied ID'
        : `Its schema is that of step ${id}. To go on from there: --assume-applied ${id}`,
  });
}

function hasLedger(tool: string): UserError {
  return new UserError('bad-usage', `--assume-applied is for a database without a ledger, and ${tool} keeps one here`, {
    fix: 'Leave the option out.',
  });
}

function notNext(step: string, next: Migration | undefined): UserError {
  return new UserError('migration-out-of-order', `${step} is not the next step: ${next?.id ?? 'none'} is`, {
    why: 'A step starts from what the one before it leaves.',
    fix: `Apply up to it: --to ${step}`,
  });
}
