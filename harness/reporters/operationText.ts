import type { Operation, OperationStep, StepAction } from '../model/operation.ts';
import type { Report } from '../model/report.ts';
import { bytes } from './bytes.ts';
import { counted } from './counted.ts';
import { errorText } from './errorText.ts';
import { labelled } from './labelled.ts';
import { looseBlock } from './looseBlock.ts';
import { operationTable } from './operationTable.ts';
import { type Paint, painter } from './paint.ts';
import { printableLine, withoutWorkflowCommands } from './printable.ts';
import type { RenderOptions } from './render.ts';

/** What was done to a database and how it stands, for a person. */
export function operationText(
  report: Report,
  operation: Operation,
  { color, quiet, source }: Pick<RenderOptions, 'color' | 'quiet' | 'source'>,
): string {
  const paint = painter(color);
  const blocks = [
    ...(quiet ? [] : [[headOf(report, operation, paint)], operationTable(operation, paint)]),
    ...report.findings.map((finding) => looseBlock(finding, paint)),
    ...report.errors.map((error) => errorText(error, source, paint)),
    quiet ? [] : asideOf(operation, report.findings.length === 0),
    report.errors.length > 0 ? lastOfFailed(operation, paint) : [lastLine(report, operation, paint)],
  ];
  const written = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return withoutWorkflowCommands(`${written.join('\n\n')}\n`);
}

function headOf({ tool, layout }: Report, { database, ledger }: Operation, paint: Paint): string {
  const name = paint('strong', `${tool.name} ${tool.version}`);
  const kept = ledger === null ? 'no ledger yet' : `ledger ${printableLine(ledger)}`;
  return [name, printableLine(database), kept, `layout ${printableLine(layout)}`].join('   ');
}

/** What speaks against the ledger is a finding of `status`, and to be heard of in any other command. */
function asideOf({ backup, notes, drift, problems }: Operation, tellsProblems: boolean): readonly string[] {
  return [
    ...(backup === null
      ? []
      : labelled('backup', `${backup.path}  ${bytes(backup.bytes)}, ${counted(backup.rows, 'row')}`)),
    ...(drift === null
      ? labelled('note', 'The schema was not held against the steps: one of them does not run without rows.')
      : []),
    ...[...(tellsProblems ? problems : []), ...notes].flatMap((note) => labelled('note', note)),
  ];
}

function lastOfFailed(operation: Operation, paint: Paint): readonly string[] {
  const done = count(operation, 'applied') + count(operation, 'rolled-back');
  const open = count(operation, 'failed') + count(operation, 'not-run');
  return done + open === 0 ? [] : [paint('bad', `✗ ${done} of ${counted(done + open, 'step')} done`)];
}

function lastLine({ command, findings }: Report, operation: Operation, paint: Paint): string {
  const { steps, dryRun } = operation;
  if (command === 'status') {
    const text = [standing(steps, 'applied'), standing(steps, 'pending')].join(', ');
    if (findings.length === 0) return paint('good', `✓ ${text}`);
    return paint('bad', `✗ ${text}; ${counted(findings.length, 'thing')} out of place`);
  }
  const back = command === 'rollback';
  const planned = count(operation, 'planned');
  if (dryRun)
    return paint(
      'good',
      `✓ ${counted(planned, 'step')} would be ${back ? 'taken back' : 'applied'}; nothing was written`,
    );
  const done = count(operation, back ? 'rolled-back' : 'applied');
  const assumed = count(operation, 'assumed');
  const skipped = count(operation, 'skipped');
  const parts = [
    ...(done > 0 ? [`${counted(done, 'step')} ${back ? 'taken back' : 'applied'}`] : []),
    ...(assumed > 0 ? [`${counted(assumed, 'step')} written down as applied`] : []),
    ...(skipped > 0 ? [`${counted(skipped, 'step')} done by another run meanwhile`] : []),
  ];
  return paint('good', `✓ ${parts.join(', ') || `nothing to ${back ? 'take back' : 'apply'}`}`);
}

function standing(steps: readonly OperationStep[], wanted: OperationStep['standing']): string {
  return `${steps.filter((step) => step.standing === wanted).length} ${wanted}`;
}

function count({ steps }: Operation, action: StepAction): number {
  return steps.filter((step) => step.action === action).length;
}
