import type { Severity } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { alike } from './alike.ts';
import { costLines } from './costLines.ts';
import { counted } from './counted.ts';
import { errorText } from './errorText.ts';
import { findingBlock } from './findingBlock.ts';
import { headLine } from './headLine.ts';
import { type Paint, painter } from './paint.ts';
import { placedFindings } from './placedFindings.ts';
import { printableLine, withoutWorkflowCommands } from './printable.ts';
import { rehearsalLines, rehearsalTable } from './rehearsalText.ts';
import type { RenderOptions } from './render.ts';
import { seedOf } from './seedOf.ts';
import { stepTable } from './stepTable.ts';
import { summaryLine } from './summaryLine.ts';

/** A report for a person: a row per step, every finding in full once, and a last line that says whether it may ship. */
export function textReport(report: Report, options: RenderOptions): string {
  const paint = painter(options.color);
  const findings = placedFindings(report);
  const shown: readonly Severity[] = options.quiet
    ? ['error']
    : ['error', 'warning', ...(options.verbose ? ['note' as const] : [])];
  const blocks = [
    ...(hasTable(report, options) ? [[headLine(report, paint)], tableOf(report, paint)] : []),
    ...(options.verbose ? [costLines(report, paint), skippedChecks(report, paint)] : []),
    ...shown.flatMap((severity) =>
      alike(findings.filter(({ finding }) => finding.severity === severity)).map((group) =>
        findingBlock(group, seedOf(report), options, paint),
      ),
    ),
    ...report.errors.map((error) => errorText(error, options.source, paint)),
    options.quiet ? [] : rehearsalLines(report, paint),
    lastLines(report, options, paint),
  ];
  const written = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return withoutWorkflowCommands(`${written.join('\n\n')}\n`);
}

/** Lint runs nothing that a row of the table could tell of. */
function hasTable({ command, steps }: Report, { quiet }: RenderOptions): boolean {
  return !quiet && steps.length > 0 && command !== 'lint';
}

function tableOf(report: Report, paint: Paint): readonly string[] {
  return report.rehearsal === undefined ? stepTable(report, paint) : rehearsalTable(report, report.rehearsal, paint);
}

function skippedChecks(report: Report, paint: Paint): readonly string[] {
  return report.steps.flatMap((step) =>
    step.checks
      .filter((check) => check.status === 'skipped')
      .map((check) => paint('quiet', printableLine(`  ${step.id}  ${check.id} skipped: ${check.reason ?? ''}`))),
  );
}

function lastLines(report: Report, { quiet, verbose }: RenderOptions, paint: Paint): readonly string[] {
  if (report.errors.length > 0) return [];
  const { notes } = report.summary;
  const isBad = report.summary.failed + report.summary.errors > 0 || report.rehearsal?.verdict === 'no-go';
  const hint = notes > 0 && !verbose && !quiet ? [`--verbose shows ${counted(notes, 'note')}`] : [];
  return [...hint, paint(isBad ? 'bad' : 'good', summaryLine(report))];
}
