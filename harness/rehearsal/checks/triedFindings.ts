import { applyFindings } from '../../checks/parts/applyFindings.ts';
import { count, failedStatement, locate } from '../../checks/parts/outcome.ts';
import type { Finding } from '../../model/finding.ts';
import type { Script } from '../../model/script.ts';
import type { ScriptFacts } from '../../model/step.ts';
import type { TriedScript } from '../observed.ts';
import { keyedData, keysInWords } from '../rows/keyedRows.ts';
import { orphanData, orphanSentence } from './orphanWords.ts';
import { stoppingFinding } from './stoppingFinding.ts';

/** What is wrong with how a script ran on real rows: the rows that it fails on where these can be told, else the failure. */
export function triedFindings(
  { run, offending, orphans, stopping }: TriedScript,
  script: Script,
  facts: ScriptFacts,
): readonly Finding[] {
  const { failure } = run;
  const said = failure?.message ?? '';
  const location = locate(script, failedStatement(facts.runnable, failure?.statement ?? null));
  const named = [
    ...offending.map(({ table, constraint, query, rows }): Finding => {
      const keys = keysInWords(rows);
      const verb = rows.total === 1 ? 'breaks' : 'break';
      return {
        severity: 'error',
        object: `table ${table}`,
        message: `${count(rows.total, 'row')} of table ${table} ${verb} ${constraint}${keys === '' ? '' : `: ${keys}`}`,
        why: `The script stops at such rows with "${said}", and nothing of it stays.`,
        fix: `Repair them before the release, or in the script before the constraint comes:\n${query}`,
        location,
        data: { table, constraint, code: failure?.code ?? '', ...keyedData(rows) },
      };
    }),
    ...orphans.map(
      (rows): Finding => ({
        severity: 'error',
        object: `table ${rows.table}`,
        message: `the script fails: ${orphanSentence(rows)}`,
        why: `SQLite says "${said}" and does not tell of which rows; nothing of the script stays.`,
        fix: 'Delete or reassign these rows before the release, or in the script before the foreign key comes.',
        location,
        data: orphanData(rows),
      }),
    ),
    ...(stopping === null || typeof stopping === 'string' ? [] : [stoppingFinding(stopping, failure, location)]),
  ];
  const failed = applyFindings({ script, facts, empty: null, filled: named.length === 0 ? run : null });
  const untold = typeof stopping !== 'string' ? '' : ` Which rows it fails on cannot be told. ${stopping}`;
  return [...named, ...failed.map((finding) => ({ ...finding, why: `${finding.why}${untold}`.trim() }))];
}
