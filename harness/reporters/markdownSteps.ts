import type { Report, RollbackVerdict, StepReport } from '../model/report.ts';
import type { Section } from './cutSections.ts';
import { duration } from './duration.ts';
import { type Column, markdownTable } from './markdownTable.ts';
import { proseLine } from './markdownText.ts';
import { findingsOf } from './placedFindings.ts';

/** What says nothing against a rollback. */
const HARMLESS: readonly RollbackVerdict[] = ['exact', 'not-run'];

type Facet = readonly [head: string, align: Column[1], text: (step: StepReport) => string];

/** What a run tells of a step; lint runs nothing. */
const RAN: readonly Facet[] = [
  ['Applies', 'left', appliesText],
  ['Indexes', 'right', ({ schema }) => amount(schema?.indexes)],
  ['Rows', 'right', ({ rows }) => amount(rows.after)],
  ['Rollback', 'left', rollbackText],
];
const FOUND: readonly Facet[] = [
  ['Errors', 'right', (step) => severeText(step, 'error')],
  ['Warnings', 'right', (step) => severeText(step, 'warning')],
  ['Time', 'right', ({ status, durationMs }) => (status === 'not-run' ? '' : duration(durationMs))],
];

/** A row per step: whether it applies, what it ends with, how it is taken back, and what was found. */
export function stepsTable(steps: readonly StepReport[], report: Report): Section {
  const facets = report.command === 'lint' ? FOUND : [...RAN, ...FOUND];
  const columns = [
    ['Step', 'left'] as const,
    ...engineColumn(report),
    ...facets.map(([head, align]) => [head, align] as const),
  ];
  return markdownTable(
    columns,
    steps.map((step) => [...namesOf(step, report), ...facets.map(([, , text]) => text(step))]),
  );
}

/** A row per step that applies: by how much the schema grows or shrinks, and how many rows there are at each moment. */
export function schemaAndRows(report: Report): Section {
  const columns: readonly Column[] = [
    ['Step', 'left'],
    ...engineColumn(report),
    ['Tables', 'right'],
    ['Indexes', 'right'],
    ['Views', 'right'],
    ['Triggers', 'right'],
    ['Rows before', 'right'],
    ['after', 'right'],
    ['restored', 'right'],
  ];
  const last = new Map<string, StepReport['schema']>();
  const rows = report.steps.flatMap((step) => {
    const { schema, engine, rows: counts } = step;
    if (schema === null) return [];
    const before = last.get(engine) ?? null;
    last.set(engine, schema);
    const kinds = ['tables', 'indexes', 'views', 'triggers'] as const;
    const changes = kinds.map((kind) => growth(before?.[kind], schema[kind]));
    return [[...namesOf(step, report), ...changes, ...[counts.before, counts.after, counts.restored].map(amount)]];
  });
  return markdownTable(columns, rows);
}

function engineColumn({ engines }: Report): readonly Column[] {
  return engines.length > 1 ? [['Engine', 'left']] : [];
}

/** What a step is called, with its engine where there are several. */
export function namesOf({ id, engine }: StepReport, { engines }: Report): readonly string[] {
  return engines.length > 1 ? [proseLine(id), proseLine(engine)] : [proseLine(id)];
}

function appliesText({ status, schema, checks }: StepReport): string {
  if (status === 'not-run') return 'not run';
  if (schema !== null) return 'yes';
  return checks.some((check) => check.id === 'forward-applies' && check.status === 'failed') ? '**no**' : '';
}

function rollbackText({ rollbackVerdict, status }: StepReport): string {
  return emphasised(rollbackVerdict, status === 'failed' && !HARMLESS.includes(rollbackVerdict));
}

function severeText(step: StepReport, severity: 'error' | 'warning'): string {
  const count = findingsOf(step).filter(({ finding }) => finding.severity === severity).length;
  return emphasised(String(count), count > 0);
}

function emphasised(text: string, loud: boolean): string {
  return loud ? `**${text}**` : text;
}

function amount(count: number | null | undefined): string {
  return count === null || count === undefined ? '' : String(count);
}

/** What is before the first step of a run is not in its report. */
function growth(before: number | undefined, after: number): string {
  if (before === undefined) return after === 0 ? '' : `${after} in all`;
  return before === after ? '' : `${after > before ? '+' : '−'}${Math.abs(after - before)}`;
}
