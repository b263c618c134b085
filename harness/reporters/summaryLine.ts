import type { Report } from '../model/report.ts';
import { counted } from './counted.ts';
import { duration } from './duration.ts';

/** The last line of a run: whether the steps may ship, and how much was tried. */
export function summaryLine(report: Report): string {
  const { summary } = report;
  const tried = `${counted(summary.checks, 'check')}, ${counted(summary.cases, 'case')}, ${duration(report.durationMs)}`;
  const findings = [
    counted(summary.errors, 'error'),
    counted(summary.warnings, 'warning'),
    counted(summary.notes, 'note'),
  ].join(', ');
  return `${verdict(report)}: ${findings}; ${tried}`;
}

/** How many steps passed or failed. */
export function verdict({ steps, summary, rehearsal }: Report): string {
  const irreversible = steps.filter((step) => step.status === 'irreversible').length;
  const notRun = steps.filter((step) => step.status === 'not-run').length;
  const aside = [
    ...(irreversible === 0 ? [] : [`${irreversible} irreversible`]),
    ...(notRun === 0 ? [] : [`${notRun} not run`]),
  ];
  const mark = summary.failed === 0 && rehearsal?.verdict !== 'no-go' ? '✓' : '✗';
  const word = rehearsal === undefined ? '' : `${rehearsal.verdict}: `;
  if (rehearsal !== undefined && summary.steps === 0) return `${mark} ${word}nothing is pending`;
  const outcome =
    summary.failed === 0
      ? `${mark} ${word}${counted(summary.passed, 'step')} passed`
      : `${mark} ${word}${summary.failed} of ${counted(summary.steps, 'step')} failed`;
  return aside.length === 0 ? outcome : `${outcome} (${aside.join(', ')})`;
}
