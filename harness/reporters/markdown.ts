import type { Severity } from '../model/finding.ts';
import type { Report, StepReport } from '../model/report.ts';
import { alike } from './alike.ts';
import { counted } from './counted.ts';
import { cutSections, type Section } from './cutSections.ts';
import { duration } from './duration.ts';
import { engineText } from './headLine.ts';
import { markdownError, markdownFinding } from './markdownFinding.ts';
import { namesOf, schemaAndRows, stepsTable } from './markdownSteps.ts';
import { codeBlock, proseLine } from './markdownText.ts';
import { findingsOf, type PlacedFinding, placedFindings } from './placedFindings.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions } from './render.ts';
import { seedOf } from './seedOf.ts';
import { verdict } from './summaryLine.ts';

/**
 * What a summary may hold: GitHub drops one that is over 1 MiB, whole
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
 */
const MOST_BYTES = 900 * 1024;

const NOT_DONE = '### stepproof: the work could not be done';

/** What a summary shows without being opened. */
const LOUD: readonly Severity[] = ['error', 'warning'];

/** A report as the summary of a job: the verdict, a table of the steps, every finding, and what each step adds. */
export function markdownReport(report: Report, options: RenderOptions): string {
  const done = report.errors.length === 0;
  const seed = seedOf(report);
  const opening = done ? `### stepproof: ${verdict(report)}\n\n${facts(report)}\n\n` : `${NOT_DONE}\n\n`;
  const command = printableLine(options.command) + (done && seed !== null ? ` --seed ${seed}` : '');
  const closing = `Reproduce:\n\n${codeBlock('sh', command)}\n`;
  const room = MOST_BYTES - Buffer.byteLength(opening + closing);
  const left = (count: number): string =>
    `${counted(count, 'part')} of this summary left out: it may hold ${MOST_BYTES / 1024} KiB. The JSON report has everything.\n\n`;
  return opening + cutSections(sections(report, options), room, left) + closing;
}

function sections(report: Report, options: RenderOptions): readonly Section[] {
  const passed = report.steps.filter(hasPassed);
  const others = report.steps.filter((step) => !hasPassed(step));
  const placed = placedFindings(report);
  const blocks = (findings: readonly PlacedFinding[], severities = LOUD): readonly string[] =>
    severities.flatMap((severity) => findingBlocks(findings, severity, options));
  const warnings = blocks(passed.flatMap(findingsOf));
  const notes = blocks(placed, ['note']);
  const all = [
    plain(
      '',
      report.errors.map((error) => markdownError(error, options)),
    ),
    stepsTable(others, report),
    ...others.map((step) => plain(`#### ${namesOf(step, report).join(' · ')}\n\n`, blocks(findingsOf(step)))),
    plain('#### Beside the steps\n\n', blocks(placed.filter(({ step }) => step === null))),
    folded(`${counted(passed.length, 'step')} passed`, stepsTable(passed, report)),
    folded('Warnings about steps that passed', plain('', warnings)),
    folded('Notes', plain('', notes)),
    folded('What each step adds, and its rows', schemaAndRows(report)),
  ];
  return all.filter(({ parts }) => parts.length > 0);
}

function facts(report: Report): string {
  const { engines, layout, summary, durationMs } = report;
  const seed = seedOf(report);
  return [
    ...engines.map((engine) => proseLine(engineText(engine))),
    `layout ${proseLine(layout)}`,
    ...(seed === null ? [] : [`seed ${seed}`]),
    counted(summary.errors, 'error'),
    counted(summary.warnings, 'warning'),
    `${counted(summary.checks, 'check')}, ${counted(summary.cases, 'case')}, ${duration(durationMs)}`,
  ].join(' · ');
}

function findingBlocks(
  findings: readonly PlacedFinding[],
  severity: Severity,
  options: RenderOptions,
): readonly string[] {
  const groups = alike(findings.filter(({ finding }) => finding.severity === severity));
  return groups.map((group) => markdownFinding(group, options));
}

function hasPassed({ status }: StepReport): boolean {
  return status === 'passed' || status === 'irreversible';
}

function plain(head: string, parts: readonly string[]): Section {
  return { head, parts, foot: '' };
}

/** A section that is closed until somebody opens it. Markdown inside HTML stands between empty lines. */
function folded(summary: string, { head, parts, foot }: Section): Section {
  return {
    head: `<details><summary>${summary}</summary>\n\n${head}`,
    parts,
    foot: `${foot}</details>\n\n`,
  };
}
