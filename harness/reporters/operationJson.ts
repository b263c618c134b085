import type { Backup, Drift, Health, Operation, OperationStep } from '../model/operation.ts';

/** What was done to a database, every key in a fixed place. */
export function orderedOperation({
  database,
  ledger,
  dryRun,
  backup,
  steps,
  drift,
  problems,
  notes,
}: Operation): Operation {
  return {
    database,
    ledger,
    dryRun,
    backup: backup && orderedBackup(backup),
    steps: steps.map(orderedStep),
    drift: drift?.map(orderedDrift) ?? null,
    problems,
    notes,
  };
}

function orderedBackup({ path, bytes, rows }: Backup): Backup {
  return { path, bytes, rows };
}

function orderedStep(step: OperationStep): OperationStep {
  const { id, standing, appliedAt, appliedBy, rollback, action, durationMs, lockMs, rows } = step;
  return {
    id,
    standing,
    appliedAt,
    appliedBy,
    rollback,
    action,
    durationMs,
    lockMs,
    rows: rows && { before: rows.before, after: rows.after },
  };
}

function orderedDrift({ object, aspect, expected, actual }: Drift): Drift {
  return { object, aspect, expected, actual };
}

/** How a database is, every key in a fixed place. */
export function orderedHealth(health: Health): Health {
  const { bytes, pageSize, pageCount, freePages, journalMode, integrityCheck, integrity } = health;
  return {
    bytes,
    pageSize,
    pageCount,
    freePages,
    journalMode,
    tables: health.tables.map(({ name, rows }) => ({ name, rows })),
    integrityCheck,
    integrity,
    orphans: health.orphans.map(({ where, rows }) => ({ where, rows })),
    schemaDigest: health.schemaDigest,
    ladderDigest: health.ladderDigest,
  };
}
