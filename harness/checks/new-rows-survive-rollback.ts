import { compareTables } from '../inspect/dataDifference.ts';
import { carriedTables, writtenColumns } from '../inspect/sameTable.ts';
import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { LivedIn, Run, ScriptFacts, State, Step } from '../model/step.ts';
import {
  count,
  FORWARD_FAILED,
  failedStatement,
  locate,
  NO_ROLLBACK,
  ROLLBACK_FAILED,
  skip,
  tried,
} from './parts/outcome.ts';

/** What was written under the new schema is kept by the rollback wherever the old schema can hold it. */
export const newRowsSurviveRollback: Check = {
  id: 'new-rows-survive-rollback',
  summary: 'Rows written after the step are kept by the rollback wherever the old schema can hold them.',

  async run({ step }) {
    const { rollbackFacts, forward } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const restored = await step.restored();
    if (restored === null || rollbackFacts === null) return skip(NO_ROLLBACK);
    if (restored.state === null) return skip(ROLLBACK_FAILED);
    const life = await step.livedIn();
    if (life === null || life.written.size === 0) return skip('no table takes rows after the step');
    const cases = [...life.written.values()].reduce((sum, rows) => sum + rows.length, 0);
    if (life.held.state === null) return tried(cases, [stuckFinding(step, life.held, 'rows have been written since')]);
    const stuck =
      life.run.failure === null ? [] : [stuckFinding(step, life.run, 'rows are there that the old schema cannot hold')];
    return tried(cases, [...stuck, ...(await damage(life, life.held.state, rollbackFacts, step))]);
  },
};

function stuckFinding({ migration, rollbackFacts }: Step, { failure }: Run, when: string): Finding {
  const rollback = migration.rollback ?? migration.forward;
  return {
    severity: 'warning',
    object: `script ${rollback.path}`,
    message: `the rollback fails once ${when}: ${failure?.message ?? ''}`,
    why: 'It runs right after the migration, but perhaps not a day later, when it is needed.',
    fix: 'Decide in the rollback what becomes of such rows, before the statement that fails.',
    location: locate(rollback, failedStatement(rollbackFacts?.runnable ?? [], failure?.statement ?? null)),
    data: { code: failure?.code },
  };
}

/** Rows that are gone or changed although the old schema accepts them. */
async function damage(
  { lived, written, refused }: LivedIn,
  end: State,
  { named }: ScriptFacts,
  { migration }: Step,
): Promise<readonly Finding[]> {
  const then = await lived.data();
  const now = await end.data();
  const location = locate(migration.rollback ?? migration.forward);
  const findings: Finding[] = [];
  for (const carried of carriedTables(await lived.schema(), await end.schema(), named)) {
    const { before, after } = carried;
    const old = then.tables.get(before.name);
    const left = after === null ? undefined : now.tables.get(after.name);
    const rows = written.get(before.name) ?? [];
    if (old === undefined || left === undefined || after === null || rows.length === 0) continue;
    const meant = named.changedColumns.get(after.name.toLowerCase());
    const columns = meant === undefined ? carried.columns : writtenColumns(carried);
    const { lost, changed } = compareTables(old, left, { columns });
    if (lost.length + changed.length === 0) continue;
    const beyond = await refused();
    const keys = new Set(rows.filter((row) => !beyond.has(row)).map(({ key }) => key));
    const gone = lost.filter(({ key }) => keys.has(key)).length;
    if (gone > 0) findings.push(lostFinding(after.name, gone, location));
    const touched = new Set(changed.filter(({ key }) => keys.has(key)).map(({ column }) => column));
    for (const column of touched) {
      if (meant?.has((columns.get(column) ?? column).toLowerCase())) continue;
      findings.push(changedFinding(after.name, column, location));
    }
  }
  return findings;
}

function lostFinding(table: string, rows: number, location: Finding['location']): Finding {
  return {
    severity: 'warning',
    object: `table ${table}`,
    message: `the rollback loses ${count(rows, 'row')} of table ${table} written after the migration, although the old schema can hold ${rows === 1 ? 'it' : 'them'}`,
    why: 'What the new application wrote between the release and its withdrawal is gone.',
    fix: 'Carry every row over in the rollback, not only those that were there before the migration.',
    location,
    data: { rows },
  };
}

function changedFinding(table: string, column: string, location: Finding['location']): Finding {
  return {
    severity: 'warning',
    object: `column ${table}.${column}`,
    message: `the rollback changes column ${column} of rows of table ${table} written after the migration`,
    why: 'What the new application wrote between the release and its withdrawal is not what it wrote any more.',
    fix: 'Carry the column over unchanged in the rollback.',
    location,
    data: {},
  };
}
