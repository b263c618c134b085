import { UserError } from '../model/errors.ts';
import type { LooseFinding, Report, StepReport } from '../model/report.ts';
import { reportOf } from './report.ts';

/** A report and the file that it was read from. */
export interface NamedReport {
  readonly file: string;
  readonly report: Report;
}

/**
 * Puts the reports of several machines together as if one had done the work. Throws `UserError` where they are not parts
 * of one run, or a part is missing: what was not proven must not look proven.
 */
export function mergeReports(named: readonly NamedReport[]): Report {
  const [first] = named;
  if (first === undefined) throw new UserError('bad-usage', 'there is no report to merge');
  for (const other of named.slice(1)) refuseForeign(first, other);
  refuseMissingShards(named);
  refuseRepeated(named);
  const reports = inOrder(named).map(({ report }) => report);
  const { command, layout, seed } = first.report;
  const engines = reports.flatMap((report) => report.engines);
  const names = [...new Set(engines.map(({ name }) => name))];
  const fleets = reports.flatMap(({ fleet }) => fleet?.databases ?? []);
  const merged = reportOf({
    command,
    layout,
    seed,
    engines: names.flatMap((name) => engines.find((engine) => engine.name === name) ?? []),
    durationMs: reports.reduce((sum, { durationMs }) => sum + durationMs, 0),
    // The engines of a run climb one after the other.
    steps: names.flatMap((name) => reports.flatMap(({ steps }) => steps.filter(({ engine }) => engine === name))),
    findings: distinct(reports.flatMap(({ findings }) => findings)),
    errors: reports.flatMap(({ errors }) => errors),
  });
  if (fleets.length === 0) return merged;
  return { ...merged, fleet: { databases: fleets.toSorted((a, b) => (a.database < b.database ? -1 : 1)) } };
}

/** What has to be the same in all parts of a run. */
const SHARED = [
  ['command', ({ command }: Report) => command],
  ['version', ({ tool }: Report) => tool.version],
  ['layout', ({ layout }: Report) => layout],
  ['seed', ({ seed }: Report) => String(seed)],
  ['number of shards', ({ shard }: Report) => String(shard?.count ?? 1)],
] as const;

function refuseForeign(first: NamedReport, other: NamedReport): void {
  const difference = SHARED.find(([, of]) => of(first.report) !== of(other.report));
  if (difference === undefined) return;
  const [what, of] = difference;
  throw new UserError('reports-differ', `${first.file} and ${other.file} are no parts of one run`, {
    why: `Their ${what} differs: ${of(first.report)} and ${of(other.report)}.`,
    fix: 'Merge the reports of runs of the same command, version and files.',
  });
}

function refuseMissingShards(named: readonly NamedReport[]): void {
  const count = named[0]?.report.shard?.count ?? 0;
  const there = new Set(named.map(({ report }) => report.shard?.index));
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (missing.length === 0) return;
  throw new UserError('shard-missing', `of ${count} shards, no report has ${missing.join(', ')}`, {
    why: 'The steps of these shards are not proven.',
    fix: `Add the report of: stepproof check --shard ${missing[0]}/${count}`,
  });
}

function refuseRepeated(named: readonly NamedReport[]): void {
  const seen = new Map<string, string>();
  for (const { file, report } of named) {
    const databases = (report.fleet?.databases ?? []).map(({ database }) => database);
    for (const key of [...report.steps.map(keyOf), ...databases]) {
      const earlier = seen.get(key);
      if (earlier !== undefined) {
        throw new UserError('reports-differ', `${earlier} and ${file} have the same: ${key}`, {
          fix: 'Name each report once, and give each machine its own --shard.',
        });
      }
      seen.set(key, file);
    }
  }
}

function keyOf({ id, database, engine }: StepReport): string {
  return `step ${id} (${[...(database === undefined ? [] : [database]), engine].join(', ')})`;
}

function inOrder(named: readonly NamedReport[]): readonly NamedReport[] {
  return named.toSorted((a, b) => (a.report.shard?.index ?? 0) - (b.report.shard?.index ?? 0));
}

/** Every shard reads the same files, and finds the same about them. */
function distinct(findings: readonly LooseFinding[]): readonly LooseFinding[] {
  const known = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...known.values()];
}
