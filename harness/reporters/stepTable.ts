import type { Report, StepReport, StepStatus } from '../model/report.ts';
import { counted } from './counted.ts';
import { duration } from './duration.ts';
import type { Paint, Tone } from './paint.ts';
import { printableLine } from './printable.ts';
import { alignColumns, type Cell } from './table.ts';

const MARKS: Readonly<Record<StepStatus, readonly [string, Tone]>> = {
  passed: ['✓', 'good'],
  failed: ['✗', 'bad'],
  irreversible: ['✓', 'doubtful'],
  'not-run': ['·', 'quiet'],
};

/** One row per step with every facet on it. */
export function stepTable(report: Report, paint: Paint): readonly string[] {
  const quiet = (text: string): string => paint('quiet', text);
  const head = ['', 'step', 'tables', 'indexes', 'rows', 'findings', 'rollback', 'time'];
  const headCells = head.map((text, index): Cell => ({ text, align: alignmentOf(index), paint: quiet }));
  return alignColumns([headCells, ...report.steps.map((step) => rowOf(step, paint))]);
}

function rowOf(step: StepReport, paint: Paint): readonly Cell[] {
  const [mark, tone] = MARKS[step.status];
  const texts = [
    mark,
    printableLine(step.id),
    step.schema === null ? '-' : String(step.schema.tables),
    step.schema === null ? '-' : String(step.schema.indexes),
    step.rows.after === null ? '-' : String(step.rows.after),
    findingsOf(step),
    step.rollbackVerdict,
    step.status === 'not-run' ? '-' : duration(step.durationMs),
  ];
  return texts.map((text, index): Cell => {
    const align = alignmentOf(index);
    return index === 0 ? { text, align, paint: (plain) => paint(tone, plain) } : { text, align };
  });
}

function alignmentOf(column: number): Cell['align'] {
  return (column >= 2 && column <= 4) || column === 7 ? 'right' : 'left';
}

function findingsOf(step: StepReport): string {
  const findings = step.checks.flatMap((check) => check.findings);
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  return counts.length === 0 ? '-' : counts.join(', ');
}
