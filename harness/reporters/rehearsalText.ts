import type { Rehearsal, RehearsedStep } from '../model/rehearsal.ts';
import type { Report, StepReport } from '../model/report.ts';
import { bytes } from './bytes.ts';
import { counted, grouped } from './counted.ts';
import { duration } from './duration.ts';
import { labelled } from './labelled.ts';
import type { Paint } from './paint.ts';
import { placedFindings } from './placedFindings.ts';
import { printableLine } from './printable.ts';
import { type Column, tableWith } from './stepTable.ts';

/** One row per step with what it cost on the copy. */
export function rehearsalTable({ steps }: Report, { steps: measured }: Rehearsal, paint: Paint): readonly string[] {
  const costs = new Map(measured.map((cost) => [cost.id, cost]));
  const column = (head: string, text: (cost: RehearsedStep) => string | null): Column => [
    head,
    'right',
    ({ id }: StepReport) => {
      const cost = costs.get(id);
      return (cost === undefined ? null : text(cost)) ?? '-';
    },
  ];
  return tableWith(
    [
      column('forward', ({ forwardMs }) => time(forwardMs)),
      column('lock', ({ writeLockMs }) => time(writeLockMs)),
      column('rollback', ({ rollbackMs }) => time(rollbackMs)),
      column('verify', ({ verifyMs }) => time(verifyMs)),
      column('growth', growth),
      column('rows written', ({ rowsWritten }) => (rowsWritten === null ? null : grouped(rowsWritten))),
    ],
    steps,
    paint,
  );
}

/** What a person wants to know of the whole: the size of it, how the proof was made, and why it is no-go. */
export function rehearsalLines(report: Report, paint: Paint): readonly string[] {
  const { rehearsal } = report;
  if (rehearsal === undefined) return [];
  const { database, steps, proof } = rehearsal;
  const peak = Math.max(0, ...steps.map(({ peakMiB }) => peakMiB));
  const memory = peak === 0 ? '' : `, ${Math.round(peak)} MiB of memory at most`;
  return [
    ...labelled('copy', `${bytes(database.bytes)}, ${counted(database.rows, 'row')}${memory}`),
    ...labelled('proof', proof),
    ...reasons(report).map((reason) => paint('bad', reason)),
  ];
}

function reasons(report: Report): readonly string[] {
  const errors = placedFindings(report).filter(({ finding }) => finding.severity === 'error');
  return errors.flatMap(({ step, finding }) =>
    labelled('no-go', printableLine(`${step === null ? '' : `${step.id}: `}${finding.message}`)),
  );
}

function time(milliseconds: number | null): string | null {
  return milliseconds === null ? null : duration(milliseconds);
}

function growth({ bytesBefore, bytesAfter }: RehearsedStep): string | null {
  if (bytesAfter === null) return null;
  const grown = bytesAfter - bytesBefore;
  return `${grown > 0 ? '+' : ''}${bytes(grown)}`;
}
