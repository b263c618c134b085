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

/** A column of a table of steps. */
export type Column = readonly [head: string, align: Cell['align'], text: (step: StepReport) => string];

const STEP: readonly Column[] = [
  ['', 'left', ({ status }) => MARKS[status][0]],
  ['step', 'left', ({ id }) => printableLine(id)],
];
const ENGINE: Column = ['engine', 'left', ({ engine }) => printableLine(engine)];
const FINDINGS: Column = ['findings', 'left', findingsOf];
const ROLLBACK: Column = ['rollback', 'left', ({ rollbackVerdict }) => rollbackVerdict];
const FACETS: readonly Column[] = [
  ['tables', 'right', ({ schema }) => (schema === null ? '-' : String(schema.tables))],
  ['indexes', 'right', ({ schema }) => (schema === null ? '-' : String(schema.indexes))],
  ['rows', 'right', ({ rows }) => (rows.after === null ? '-' : String(rows.after))],
  FINDINGS,
  ROLLBACK,
  ['time', 'right', ({ status, durationMs }) => (status === 'not-run' ? '-' : duration(durationMs))],
];

/** One row per step, and per engine where there are several, with every facet on it. */
export function stepTable({ engines, steps }: Report, paint: Paint): readonly string[] {
  return tableOf(steps, [...STEP, ...(engines.length > 1 ? [ENGINE] : []), ...FACETS], paint);
}

/** One row per step, with these facets between its name and what was found. */
export function tableWith(facets: readonly Column[], steps: readonly StepReport[], paint: Paint): readonly string[] {
  return tableOf(steps, [...STEP, ...facets, FINDINGS, ROLLBACK], paint);
}

function tableOf(steps: readonly StepReport[], columns: readonly Column[], paint: Paint): readonly string[] {
  const quiet = (text: string): string => paint('quiet', text);
  const head = columns.map(([text, align]): Cell => ({ text, align, paint: quiet }));
  const rows = steps.map((step) =>
    columns.map(([, align, textOf], index): Cell => {
      const cell = { text: textOf(step), align };
      return index === 0 ? { ...cell, paint: (plain) => paint(MARKS[step.status][1], plain) } : cell;
    }),
  );
  return alignColumns([head, ...rows]);
}

function findingsOf(step: StepReport): string {
  const findings = step.checks.flatMap((check) => check.findings);
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  return counts.length === 0 ? '-' : counts.join(', ');
}
