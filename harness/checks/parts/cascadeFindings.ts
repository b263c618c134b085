import type { KeyRefusal } from '../../generate/keyEffect.ts';
import type { FailedSetUp } from '../../generate/keyProbes.ts';
import type { TableDifference } from '../../inspect/dataDifference.ts';
import type { Failure } from '../../model/engine.ts';
import type { Finding } from '../../model/finding.ts';
import type { Step } from '../../model/step.ts';
import { type CascadeTrial, isRefusedAsExpected, momentOf } from './cascadeTrials.ts';
import { aboutTable, declaration, doing, keyName } from './cascadeWords.ts';
import { count } from './outcome.ts';

/** What is wrong with one foreign key action: that the engine does something else, or that the action cannot act. */
export function trialFindings(trial: CascadeTrial, step: Step): readonly Finding[] {
  const { expected, failure, differences } = trial;
  if (!isRefusedAsExpected(expected, failure)) return [refusalFinding(trial, step)];
  if (differences.size > 0) return [...differences].map(([table, one]) => rowsFinding(trial, table, one, step));
  return expected.refusal === null ? [] : actionFindings(trial, expected.refusal, step);
}

const WHY_OTHERWISE = 'The application relies on what the schema says happens to the rows below.';

function refusalFinding({ probe, expected, failure }: CascadeTrial, step: Step): Finding {
  const { event, parent, link } = probe;
  const key = expected.refusal?.link ?? link;
  const says =
    key === null ? 'the foreign keys below declare an action' : `${keyName(key)} says ${declaration(key, event)}`;
  const found = failure === null ? 'goes through' : `is refused ${whenAndWhy(failure)}`;
  const wanted =
    expected.refusal === null
      ? ''
      : `, and should be refused with ${expected.refusal.code} at the ${expected.refusal.moment}`;
  // The new key is one of many, and a CHECK of the child may take others.
  const isOfThisKey =
    event === 'update' && failure?.code === 'SQLITE_CONSTRAINT_CHECK' && key?.key.onUpdate === 'CASCADE';
  return {
    ...aboutTable((key?.child ?? parent.table).name, step),
    severity: isOfThisKey ? 'warning' : 'error',
    message: `${doing(event, parent.table.name)} ${found}, although ${says}${wanted}`,
    why: WHY_OTHERWISE,
    fix: 'Find the constraint that objects, and let the table accept what the action writes, or declare another action.',
    data: { event, code: failure?.code ?? null, expected: expected.refusal?.code ?? null },
  };
}

function whenAndWhy(failure: Failure): string {
  return `at the ${momentOf(failure)} (${failure.code}: ${failure.message})`;
}

function rowsFinding({ probe }: CascadeTrial, table: string, difference: TableDifference, step: Step): Finding {
  const { event, parent, link } = probe;
  const columns = [...new Set(difference.changed.map(({ column }) => column))];
  const changedRows = new Set(difference.changed.map(({ key }) => key)).size;
  const parts = [
    ...(difference.added.length > 0 ? [`${count(difference.added.length, 'row')} too many`] : []),
    ...(difference.lost.length > 0 ? [`${count(difference.lost.length, 'row')} missing`] : []),
    ...(columns.length > 0 ? [`${count(changedRows, 'row')} with another ${columns.join(', ')}`] : []),
  ];
  const says = link === null ? 'the foreign keys' : `${keyName(link)}, ${declaration(link, event)}`;
  return {
    ...aboutTable(table, step),
    severity: 'error',
    message: `after ${doing(event, parent.table.name)}, table ${table} is not as ${says} declare${link === null ? '' : 's'}: ${parts.join(', ')}`,
    why: WHY_OTHERWISE,
    fix: 'Compare the foreign keys of the tables on the way with those that are meant.',
    data: { event, added: difference.added.length, lost: difference.lost.length, changed: changedRows },
  };
}

/** The engine does what is declared, and that helps nobody. */
function actionFindings({ probe }: CascadeTrial, refusal: KeyRefusal, step: Step): readonly Finding[] {
  const { event, parent } = probe;
  const { link, code } = refusal;
  const action = event === 'delete' ? link.key.onDelete : link.key.onUpdate;
  const about = { ...aboutTable(link.child.name, step), data: { event, code } };
  if (code === 'SQLITE_CONSTRAINT_NOTNULL' || code === 'SQLITE_MISMATCH') {
    return [
      {
        ...about,
        severity: 'error',
        message: `${doing(event, parent.table.name)} is always refused: ${declaration(link, event)} cannot act on ${keyName(link)}, which may not be NULL`,
        why: 'SQLite accepts the declaration and fails with NOT NULL constraint failed when the action runs.',
        fix: 'Let the column be NULL, or declare what is meant: CASCADE, RESTRICT, or SET DEFAULT with a default that exists.',
      },
    ];
  }
  if (action !== 'SET DEFAULT' || code !== 'SQLITE_CONSTRAINT_FOREIGNKEY') return [];
  return [
    {
      ...about,
      severity: 'warning',
      message: `${doing(event, parent.table.name)} is refused as long as ${link.parent.name} has no row for the default of ${keyName(link)}`,
      why: 'SET DEFAULT points the children at the default, and that must be a row that exists.',
      fix: `Insert the row that the default names into ${link.parent.name} in the migration, or declare SET NULL.`,
    },
  ];
}

/** A promise that was not put to the test. */
export function setUpFinding({ event, link, table, error }: FailedSetUp, step: Step): Finding {
  const rows = link === null ? `everything below ${table.name}` : keyName(link);
  return {
    ...aboutTable(table.name, step),
    severity: 'warning',
    message: `${doing(event, link?.parent.name ?? table.name)} could not be tried with rows of ${rows}: ${error.message}`,
    why: 'No rows were found that the schema accepts for it, so the action is not proven.',
    fix: `Shape the generated rows in the configuration: rows: { '${table.name}': (row, n) => ({ ...row }) }.`,
    data: { event, code: error.code },
  };
}
