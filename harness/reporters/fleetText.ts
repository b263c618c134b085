import type { FleetDatabase } from '../model/fleet.ts';
import type { Report } from '../model/report.ts';
import { counted } from './counted.ts';
import { duration } from './duration.ts';
import { fleetFindings } from './fleetFindings.ts';
import { headLine } from './headLine.ts';
import { labelled } from './labelled.ts';
import { listed } from './listed.ts';
import { type Paint, painter } from './paint.ts';
import { printableLine, withoutWorkflowCommands } from './printable.ts';

/** What came of many databases, for a person: how many of each outcome, and each finding once with where it was made. */
export function fleetText(
  report: Report,
  { color, quiet }: { readonly color: boolean; readonly quiet: boolean },
): string {
  const paint = painter(color);
  const databases = report.fleet?.databases ?? [];
  const blocks = [
    quiet ? [] : [headLine(report, paint)],
    quiet ? [] : outcomeLines(report.command, databases),
    ...fleetFindings(report).map((group) => findingLines(group, paint)),
    ...errorBlocks(databases, paint),
    [lastLine(report.command, databases, paint)],
  ];
  const written = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return withoutWorkflowCommands(`${written.join('\n\n')}\n`);
}

const OUTCOMES = ['passed', 'failed', 'error', 'not-run'] as const;

/** What an outcome is called, by command. */
function wordFor(command: string, outcome: FleetDatabase['outcome']): string {
  if (outcome === 'error') return 'failed';
  if (outcome === 'not-run') return 'not run';
  if (command === 'rehearse') return outcome === 'passed' ? 'go' : 'no-go';
  if (command === 'status') return outcome === 'passed' ? 'ok' : 'not ok';
  return outcome === 'passed' ? 'done' : 'failed';
}

function outcomeLines(command: string, databases: readonly FleetDatabase[]): readonly string[] {
  const slowest = databases.toSorted((a, b) => b.durationMs - a.durationMs)[0];
  return [
    ...OUTCOMES.flatMap((outcome) => {
      const such = databases.filter((database) => database.outcome === outcome);
      if (such.length === 0) return [];
      const names = outcome === 'passed' ? '' : `  ${listed(such.map(({ database }) => database))}`;
      return labelled(wordFor(command, outcome), `${counted(such.length, 'database')}${names}`);
    }),
    ...(slowest === undefined || slowest.durationMs === 0
      ? []
      : labelled('slowest', `${printableLine(slowest.database)}  ${duration(slowest.durationMs)}`)),
  ];
}

function findingLines(group: ReturnType<typeof fleetFindings>[number], paint: Paint): readonly string[] {
  const { check, step, finding, databases } = group;
  const mark = finding.severity === 'error' ? paint('bad', '✗') : paint('doubtful', '!');
  const place = [step, finding.object].filter((text) => text !== null).map(printableLine);
  return [
    [mark, paint('strong', printableLine(check)), ...place].join('  '),
    ...labelled('in', `${counted(databases.length, 'database')}: ${listed(databases)}`),
    ...labelled('example', finding.message),
    ...(finding.why === '' ? [] : labelled('why', finding.why)),
    ...(finding.fix === '' ? [] : labelled('fix', finding.fix)),
  ];
}

/** The same error in many databases is told once. */
function errorBlocks(databases: readonly FleetDatabase[], paint: Paint): readonly (readonly string[])[] {
  const failed = databases.flatMap(({ database, errors }) => errors.map((error) => ({ database, error })));
  const groups = Map.groupBy(failed, ({ error }) => `${error.code} ${error.location?.file} ${error.location?.line}`);
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { code, message, why, fix } = first.error;
    return [
      `${paint('bad', `error[${code}]:`)} ${printableLine(message)}`,
      ...labelled('in', `${counted(group.length, 'database')}: ${listed(group.map(({ database }) => database))}`),
      ...(why === '' ? [] : labelled('why', why)),
      ...(fix === '' ? [] : labelled('fix', fix)),
    ];
  });
}

function lastLine(command: string, databases: readonly FleetDatabase[], paint: Paint): string {
  const passed = databases.filter(({ outcome }) => outcome === 'passed').length;
  const all = counted(databases.length, 'database');
  if (passed === databases.length) return paint('good', `✓ ${all}: ${wordFor(command, 'passed')}`);
  return paint('bad', `✗ ${passed} of ${all}: ${wordFor(command, 'passed')}`);
}
