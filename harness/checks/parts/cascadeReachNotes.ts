import { cascadeReach } from '../../inspect/cascadeReach.ts';
import type { Finding } from '../../model/finding.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import type { Step } from '../../model/step.ts';
import type { CascadeTrial } from './cascadeTrials.ts';
import { aboutTable } from './cascadeWords.ts';
import { count } from './outcome.ts';

/** How far a delete reaches, where it reaches beyond one level and otherwise than before the step. */
export function reachNotes(
  trials: readonly CascadeTrial[],
  before: SchemaSnapshot,
  after: SchemaSnapshot,
  step: Step,
): readonly Finding[] {
  return trials.flatMap(({ probe, before: rows, expected }) => {
    const { table } = probe.parent;
    const names = namesReached(after, table.name);
    if (probe.link !== null || expected.tables === null || names.join() === namesReached(before, table.name).join()) {
      return [];
    }
    const removed = names.map((name) => {
      const left = expected.tables.get(name)?.rows.length;
      const had = rows.get(name)?.rows.length ?? 0;
      return [name, left === undefined ? 0 : had - left] as const;
    });
    return [
      {
        ...aboutTable(table.name, step),
        severity: 'note' as const,
        message: `deleting 1 row of ${table.name} removes rows in ${count(names.length, 'table')}`,
        why: `ON DELETE CASCADE goes on through every level: ${names.join(', ')}.`,
        fix: 'Nothing, if that is meant; where a delete shall stop, declare RESTRICT.',
        data: { reach: Object.fromEntries(removed) },
      },
    ];
  });
}

function namesReached(schema: SchemaSnapshot, name: string): readonly string[] {
  const table = schema.tables.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return table === undefined ? [] : [...cascadeReach(schema, table)].map((one) => one.name).sort();
}
