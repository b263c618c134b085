import type { Check } from '../model/check.ts';
import type { DataFault } from '../model/data.ts';
import type { Finding } from '../model/finding.ts';
import type { Script } from '../model/script.ts';
import type { StepScripts } from '../model/step.ts';
import { statementAbout } from '../sql/mentions.ts';
import { isDeclaredDataLoss } from './parts/declaredLoss.ts';
import {
  count,
  FORWARD_FAILED,
  isIrreversible,
  locate,
  NO_ROLLBACK,
  ROLLBACK_FAILED,
  skip,
  tried,
} from './parts/outcome.ts';

/** After forward and rollback every row is there again, bit for bit. */
export const rollbackRestoresData: Check = {
  id: 'rollback-restores-data',
  summary: 'After the rollback every row that was there before is there again, bit for bit.',

  async run({ step }) {
    const { migration, before, forward } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const { rollback } = migration;
    if (rollback === null) return skip(NO_ROLLBACK);
    const restoration = await step.restoration();
    if (restoration === null) return skip(ROLLBACK_FAILED);
    const { tables } = await before.data();
    const cases = [...tables.values()].reduce((sum, { rows }) => sum + rows.length, 0);
    const findings = dataFindings(restoration.data, rollback, step);
    if (cases === 0 && findings.length === 0) return skip('there was no row before the step');
    return tried(Math.max(cases, 1), findings);
  },
};

/** What of the rows did not come back, but for what the step declares to lose. */
export function dataFindings(faults: readonly DataFault[], rollback: Script, step: StepScripts): readonly Finding[] {
  return faults
    .filter((fault) => !isIrreversible(step) || !isDeclaredDataLoss(step, fault))
    .map((fault) => dataFinding(fault, rollback, step));
}

function dataFinding(fault: DataFault, rollback: Script, { migration, rollbackFacts }: StepScripts): Finding {
  const { severity, table, column, kind } = fault;
  const statement = statementAbout(rollbackFacts?.runnable ?? [], table);
  return {
    severity,
    object: column === null ? `table ${table}` : `column ${table}.${column}`,
    message: sentence(fault),
    why: WHY[kind],
    fix: FIX[kind],
    location: locate(rollback, statement),
    data: { step: migration.id, kind, rows: fault.count, of: fault.of },
  };
}

function sentence({ kind, table, column, count: rows, of }: DataFault): string {
  const some = `${rows} of ${count(of, 'row')}`;
  switch (kind) {
    case 'rows lost':
      return `${some} of table ${table} ${rows === 1 ? 'is' : 'are'} not there after the rollback`;
    case 'rows added':
      return `${count(rows, 'row')} that ${rows === 1 ? 'was' : 'were'} not there before ${rows === 1 ? 'is' : 'are'} in table ${table} after the rollback`;
    case 'values changed':
      return `column ${String(column)} of table ${table} holds other values in ${some} after the rollback`;
    case 'rowids moved':
      return `${some} of table ${table} ${rows === 1 ? 'has' : 'have'} another rowid after the rollback`;
    case 'sequence lowered':
      return `the AUTOINCREMENT counter of table ${table} is lower after the rollback`;
    case 'sequence raised':
      return `the AUTOINCREMENT counter of table ${table} is higher after the rollback`;
    case 'text index stale':
      return `the text index of table ${table} does not fit its rows after the rollback`;
  }
}

const WHY: Readonly<Record<DataFault['kind'], string>> = {
  'rows lost': 'What the migration or its rollback deletes is gone for good: no tool can bring it back but a backup.',
  'rows added':
    'Rows that the migration wrote stay behind when it is taken back, and meet it when it is applied again.',
  'values changed': 'The migration overwrote the old values and kept no copy, so the rollback cannot restore them.',
  'rowids moved':
    'A table without INTEGER PRIMARY KEY was rebuilt without carrying its rowids; what remembers a rowid (FTS5 tables, cursors) is off.',
  'sequence lowered': 'Ids of deleted rows are handed out a second time (https://sqlite.org/autoinc.html).',
  'sequence raised': 'New ids leave a gap; nothing else depends on it.',
  'text index stale':
    'The rows of an FTS5 table can be those of another one, its index is its own: a search misses rows or finds words that are gone, and changing such a row fails.',
};

const FIX: Readonly<Record<DataFault['kind'], string>> = {
  'rows lost':
    'Copy the rows into a side table in the migration and put them back in the rollback; when a rebuild took them, guard the children: stepproof explain rows-survive. Or declare the loss:\n-- stepproof: irreversible "what is lost, and why that is acceptable"',
  'rows added': 'Delete in the rollback exactly the rows that the migration inserted.',
  'values changed':
    'Keep the old values in a side table (key, old value) that the rollback reads and drops, or declare the loss:\n-- stepproof: irreversible "what is lost, and why that is acceptable"',
  'rowids moved':
    'Copy the rowid as well: CREATE TABLE _old AS SELECT rowid AS _rid, * FROM …; INSERT INTO … (rowid, …) SELECT _rid, …',
  'sequence lowered':
    "Carry the counter over: CREATE TABLE _seq_keep AS SELECT name, seq FROM sqlite_sequence WHERE name = '…'; … DELETE FROM sqlite_sequence WHERE name = '…'; INSERT INTO sqlite_sequence SELECT name, seq FROM _seq_keep; DROP TABLE _seq_keep;",
  'text index stale': "Fill the index at the end of the rollback: INSERT INTO fts (fts) VALUES ('rebuild');",
  'sequence raised':
    "Set it back in the rollback if ids must be exact: UPDATE sqlite_sequence SET seq = … WHERE name = '…';",
};
