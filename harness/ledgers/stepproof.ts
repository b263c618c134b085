import { HISTORY_TABLE } from '../inspect/bookkeeping.ts';
import type { Queryable } from '../model/engine.ts';
import type { LedgerReader, LedgerState } from '../model/ledger.ts';
import type { Migration } from '../model/script.ts';
import { scriptDigest } from '../sql/scriptDigest.ts';
import { matchEntries, textOf } from './entries.ts';

const EXISTS = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?";

const STANDING = `SELECT step, applied_at, forward_digest FROM ${HISTORY_TABLE} WHERE rolled_back_at IS NULL ORDER BY rowid`;

/** Our own history: a row for each application of a step, which stays when the step is taken back. */
export const stepproof: LedgerReader = {
  tool: 'stepproof',
  table: HISTORY_TABLE,

  async detect(database: Queryable): Promise<boolean> {
    return (await database.query(EXISTS, [HISTORY_TABLE])).length > 0;
  },

  async read(database: Queryable, migrations: readonly Migration[]): Promise<LedgerState> {
    const entries = (await database.query(STANDING)).map(([step, appliedAt, digest]) => ({
      words: String(step),
      key: String(step),
      appliedAt: textOf(appliedAt),
      isUnchanged: ({ forward }: Migration) => scriptDigest(forward) === digest,
    }));
    return { tool: 'stepproof', tables: [HISTORY_TABLE], ...matchEntries(entries, migrations, ({ id }) => [id]) };
  },
};
