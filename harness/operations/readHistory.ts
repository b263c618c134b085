import { HISTORY_TABLE } from '../inspect/bookkeeping.ts';
import type { Queryable } from '../model/engine.ts';
import type { SqlValue } from '../model/value.ts';

/** A step that stands applied, as stepproof wrote it down. */
export interface HistoryEntry {
  readonly step: string;
  readonly appliedAt: string;
  readonly appliedBy: string;
  readonly milliseconds: number;
  readonly forwardDigest: string;
  /** null: there was no rollback. */
  readonly rollbackDigest: string | null;
}

const EXISTS = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?";

const STANDING = `SELECT step, applied_at, applied_by, apply_ms, forward_digest, rollback_digest
  FROM ${HISTORY_TABLE} WHERE rolled_back_at IS NULL ORDER BY id`;

/** The steps that stand applied in a database's history, in the order of their application; none where it keeps none. */
export async function readHistory(database: Queryable): Promise<readonly HistoryEntry[]> {
  if ((await database.query(EXISTS, [HISTORY_TABLE])).length === 0) return [];
  return (await database.query(STANDING)).map(([step, at, by, milliseconds, forward, rollback]) => ({
    step: String(step),
    appliedAt: String(at),
    appliedBy: String(by),
    milliseconds: Number(milliseconds),
    forwardDigest: String(forward),
    rollbackDigest: textOrNull(rollback),
  }));
}

function textOrNull(value: SqlValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
