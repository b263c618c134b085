import type { DataFault } from '../../model/data.ts';
import type { Finding } from '../../model/finding.ts';
import type { SchemaDifference, SchemaSnapshot } from '../../model/schema.ts';
import type { Restoration, StepScripts } from '../../model/step.ts';
import { count, locate } from './outcome.ts';
import { wayBackParts } from './wayBackParts.ts';

/** What a rollback of a step would have to do where its tool has none, as a note; `change`: after held against before. */
export function wayBack(
  step: StepScripts,
  change: Restoration,
  before: SchemaSnapshot,
  after: SchemaSnapshot,
): readonly Finding[] {
  const parts = wayBackParts(before, after, change.schema, step.forwardFacts.named);
  const added = change.data.filter(({ kind }) => kind === 'rows added');
  const tasks = [
    ...added.map((fault) => `delete ${count(fault.count, 'row')} of table ${fault.table}`),
    ...parts.map(({ task }) => task),
  ];
  const lost = [...new Set([...change.data.flatMap(lostRows), ...change.schema.flatMap(lostColumn)])];
  const beyond = lost.length === 0 ? '' : ` No script brings back what the step throws away: ${lost.join(', ')}.`;
  return [
    {
      severity: 'note',
      object: `step ${step.migration.id}`,
      message: tasks.length === 0 ? 'a rollback could not bring the rows back' : `a rollback would ${tasks.join('; ')}`,
      why: `The tool has no rollback for this step, so it is proven forward alone.${beyond}`,
      fix: parts.map(({ sql }) => sql).join('\n'),
      location: locate(step.migration.forward),
      data: { lost },
    },
  ];
}

function lostRows({ kind, table, column }: DataFault): readonly string[] {
  if (kind === 'rows lost') return [`rows of table ${table}`];
  return kind === 'values changed' ? [`values of column ${table}.${column}`] : [];
}

function lostColumn({ object, aspect }: SchemaDifference): readonly string[] {
  return aspect === 'lost' && object.startsWith('column ') ? [`values of ${object}`] : [];
}
