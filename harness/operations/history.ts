import { HISTORY_TABLE } from '../inspect/bookkeeping.ts';
import type { BoundStatement } from '../model/engine.ts';
import type { Migration } from '../model/script.ts';
import { DIGEST_VERSION, scriptDigest } from '../sql/scriptDigest.ts';

/** When something was done, by whom, and by which version of stepproof. */
export interface Signature {
  /** ISO 8601 in UTC; clocks go back, so the order of the rows counts and not this. */
  readonly at: string;
  readonly by: string;
  readonly version: string;
}

const STANDING = 'rolled_back_at IS NULL';

const TABLE = `CREATE TABLE IF NOT EXISTS ${HISTORY_TABLE} (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  step TEXT NOT NULL,
  applied_at TEXT NOT NULL,
  applied_by TEXT NOT NULL,
  apply_ms REAL NOT NULL,
  forward_digest TEXT NOT NULL,
  rollback_digest TEXT,
  forward_bytes_digest TEXT,
  digest_version INTEGER NOT NULL,
  tool_version TEXT NOT NULL,
  rolled_back_at TEXT,
  rolled_back_by TEXT,
  rollback_ms REAL,
  result TEXT NOT NULL
)`;

/** Refuses a second application of a step, whatever a runner believes. */
const ONCE = `CREATE UNIQUE INDEX IF NOT EXISTS ${HISTORY_TABLE}_standing ON ${HISTORY_TABLE} (step) WHERE ${STANDING}`;

const INSERT = `INSERT INTO ${HISTORY_TABLE} (step, applied_at, applied_by, apply_ms, forward_digest, rollback_digest,
  forward_bytes_digest, digest_version, tool_version, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const TAKE_BACK = `UPDATE ${HISTORY_TABLE} SET rolled_back_at = ?, rolled_back_by = ?, rollback_ms = ?, result = ?
  WHERE step = ? AND ${STANDING}`;

/** Writes down that a step was applied, or taken for applied. `bytesDigest` is that of the file as it lies there. */
export function recordApplied(
  { id, forward, rollback }: Migration,
  { at, by, version }: Signature,
  milliseconds: number,
  bytesDigest: string | null,
  result: 'applied' | 'assumed',
): readonly BoundStatement[] {
  const digests = [scriptDigest(forward), rollback === null ? null : scriptDigest(rollback), bytesDigest];
  const values = [id, at, by, milliseconds, ...digests, BigInt(DIGEST_VERSION), version, result];
  return [{ text: TABLE }, { text: ONCE }, { text: INSERT, values }];
}

/** Writes down that a step was taken back; its row stays. */
export function recordRolledBack(
  step: string,
  { at, by }: Signature,
  milliseconds: number,
  result: 'rolled-back' | 'rolled-back-by-health',
): readonly BoundStatement[] {
  return [{ text: TAKE_BACK, values: [at, by, milliseconds, result, step] }];
}
