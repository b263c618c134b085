import type { Severity } from '../model/finding.ts';
import type { Report, ReportedError } from '../model/report.ts';
import { alike } from './alike.ts';
import { counted } from './counted.ts';
import { explained } from './explained.ts';
import { findingBlock } from './findingBlock.ts';
import { headLine } from './headLine.ts';
import { painter } from './paint.ts';
import { type PlacedFinding, placedFindings } from './placedFindings.ts';
import { printableLine, withoutWorkflowCommands } from './printable.ts';
import type { RenderOptions } from './render.ts';
import { replay } from './replay.ts';
import { repositoryPath } from './repositoryPath.ts';
import { seedOf } from './seedOf.ts';
import { stepTable } from './stepTable.ts';
import { summaryLine } from './summaryLine.ts';
import { workflowCommand } from './workflowCommand.ts';

/**
 * Annotations of each kind that GitHub keeps of a step
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
 */
const KEPT = 10;

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * A report for the log of a GitHub Actions step: findings are workflow commands, which GitHub shows at their lines; those
 * that it would drop stand in the log in full.
 */
export function githubReport(report: Report, options: RenderOptions): string {
  const severities: readonly Severity[] = options.quiet ? ['error'] : ['error', 'warning', 'note'];
  const lines = [
    ...(options.quiet || report.steps.length === 0 ? [] : overview(report, options)),
    ...severities.flatMap((severity) => annotations(severity, report, options)),
    ...(report.errors.length > 0 ? [] : [summaryLine(report)]),
  ];
  return `${lines.join('\n')}\n`;
}

function overview(report: Report, { color }: RenderOptions): readonly string[] {
  const paint = painter(color);
  const table = report.command === 'lint' ? [] : [...stepTable(report, paint), ''];
  const lines = [headLine(report, paint), '', ...table];
  return lines.map(withoutWorkflowCommands);
}

function annotations(severity: Severity, report: Report, options: RenderOptions): readonly string[] {
  const errors = severity === 'error' ? report.errors.map((error) => errorCommand(error, options)) : [];
  const findings = variedFirst(placedFindings(report).filter(({ finding }) => finding.severity === severity));
  const room = KEPT - errors.length;
  const shown = findings.length <= room ? findings : findings.slice(0, room - 1);
  return [
    ...errors,
    ...shown.map((placed) => findingCommand(placed, seedOf(report), options)),
    ...others(severity, findings.slice(shown.length), seedOf(report), options),
  ];
}

/** One of each kind before more of the same: the annotations that GitHub keeps should say as much as they can. */
function variedFirst(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const groups = alike(findings);
  return [...groups.map(([first]) => first), ...groups.flatMap(([, ...rest]) => rest)];
}

function findingCommand(placed: PlacedFinding, seed: number | null, { base, command }: RenderOptions): string {
  const { step, check, finding } = placed;
  const { location } = finding;
  const file = location?.file ?? step?.forward;
  return workflowCommand(
    COMMANDS[finding.severity],
    {
      file: file === undefined ? null : printableLine(repositoryPath(base, file)),
      line: location?.line ?? null,
      col: location?.column ?? null,
      title: printableLine(check),
    },
    explained(finding, replay(placed, command, seed)),
  );
}

function errorCommand(error: ReportedError, { base }: RenderOptions): string {
  const { location } = error;
  const file = location === null ? null : printableLine(repositoryPath(base, location.file));
  const line = location?.line ?? null;
  const col = location?.column ?? null;
  return workflowCommand('error', { file, line, col, title: printableLine(error.code) }, explained(error));
}

function others(
  severity: Severity,
  findings: readonly PlacedFinding[],
  seed: number | null,
  options: RenderOptions,
): readonly string[] {
  if (findings.length === 0) return [];
  const title = counted(findings.length, `more ${severity}`);
  const blocks = alike(findings).flatMap((group) => [
    ...findingBlock(group, seed, options, painter(options.color)),
    '',
  ]);
  return [
    workflowCommand(COMMANDS[severity], { title: 'stepproof' }, `${title}: see "${title}" in the log of this step`),
    workflowCommand('group', {}, title),
    ...blocks.map(withoutWorkflowCommands),
    workflowCommand('endgroup', {}, ''),
  ];
}
