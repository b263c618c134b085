import type { Operation, OperationStep } from '../model/operation.ts';
import { grouped } from './counted.ts';
import { duration } from './duration.ts';
import type { Paint, Tone } from './paint.ts';
import { printableLine } from './printable.ts';
import { alignColumns, type Cell } from './table.ts';

const MARKS: Readonly<Record<OperationStep['standing'], readonly [string, Tone]>> = {
  applied: ['✓', 'good'],
  edited: ['✗', 'bad'],
  pending: ['·', 'quiet'],
  'out-of-order': ['✗', 'bad'],
  unknown: ['✗', 'bad'],
};

type Column = readonly [head: string, align: Cell['align'], text: (step: OperationStep) => string | null];

const STANDING: readonly Column[] = [
  ['', 'left', (step) => markOf(step)[0]],
  ['step', 'left', ({ id }) => printableLine(id)],
  ['state', 'left', ({ standing }) => standing],
  [
    'applied',
    'left',
    ({ appliedAt }) => appliedAt && printableLine(appliedAt).replace(/(\d)T(\d.*?)(?:\.\d+)?Z$/, '$1 $2'),
  ],
  ['by', 'left', ({ appliedBy }) => appliedBy && printableLine(appliedBy)],
  ['rollback', 'left', ({ rollback, standing }) => (standing === 'unknown' ? null : rollback)],
];

const DONE: readonly Column[] = [
  ['done', 'left', ({ action }) => action],
  ['time', 'right', ({ durationMs }) => (durationMs === null ? null : duration(durationMs))],
  ['lock', 'right', ({ lockMs }) => (lockMs === null ? null : duration(lockMs))],
  ['rows', 'right', ({ rows }) => rows && rowsText(rows)],
];

/** One row per step: how it stands, and what was done with it where anything was. */
export function operationTable({ steps }: Operation, paint: Paint): readonly string[] {
  const columns = steps.some(({ action }) => action !== null) ? [...STANDING, ...DONE] : STANDING;
  const head = columns.map(([text, align]): Cell => ({ text, align, paint: (plain) => paint('quiet', plain) }));
  const rows = steps.map((step) =>
    columns.map(([, align, textOf], index): Cell => {
      const cell = { text: textOf(step) ?? '-', align };
      return index === 0 ? { ...cell, paint: (plain) => paint(markOf(step)[1], plain) } : cell;
    }),
  );
  return alignColumns([head, ...rows]);
}

function markOf({ standing, action }: OperationStep): readonly [string, Tone] {
  return action === 'failed' ? ['✗', 'bad'] : MARKS[standing];
}

function rowsText({ before, after }: NonNullable<OperationStep['rows']>): string {
  return before === after ? grouped(after) : `${grouped(before)} → ${grouped(after)}`;
}
