import type { RowCost } from '../model/engine.ts';
import type { Report, StepCost, StepReport } from '../model/report.ts';
import { counted } from './counted.ts';
import type { Paint } from './paint.ts';
import { printableLine } from './printable.ts';

/** What each step cost in rows, a line each, with the queries that cost something else than at the step before. */
export function costLines({ steps }: Report, paint: Paint): readonly string[] {
  return steps.flatMap(({ id, cost, engine }, at) => {
    if (cost === null) return [];
    const before = steps.slice(0, at).findLast((step) => step.engine === engine);
    return [paint('quiet', printableLine(`  ${id}  ${costLine(cost, before)}`))];
  });
}

function costLine({ forward, rollback, queries }: StepCost, before: StepReport | undefined): string {
  const changed = Object.entries(queries).filter(([name, cost]) => !isSame(cost, before?.cost?.queries[name]));
  const parts = [
    `forward ${costText(forward)}`,
    ...(rollback === null ? [] : [`rollback ${costText(rollback)}`]),
    ...changed.map(([name, cost]) => `query ${name} ${costText(cost)}`),
  ];
  return `cost: ${parts.join('; ')}`;
}

function isSame(cost: RowCost, other: RowCost | undefined): boolean {
  return cost.rowsRead === other?.rowsRead && cost.rowsWritten === other.rowsWritten;
}

function costText({ rowsRead, rowsWritten }: RowCost): string {
  const read = `${counted(rowsRead, 'row')} read`;
  return rowsWritten === 0 ? read : `${read}, ${counted(rowsWritten, 'row')} written`;
}
