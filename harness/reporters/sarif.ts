import type { Severity } from '../model/finding.ts';
import type { Report, ReportedError } from '../model/report.ts';
import type { Position } from '../model/script.ts';
import { counted } from './counted.ts';
import { explained } from './explained.ts';
import { fingerprints } from './fingerprint.ts';
import { engineText } from './headLine.ts';
import { type PlacedFinding, placedFindings } from './placedFindings.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions, Rule } from './render.ts';
import { repositoryUri } from './repositoryPath.ts';
import { wellFormedJson } from './wellFormedJson.ts';

/** Results that GitHub takes of a run: sarif-support-for-code-scanning on docs.github.com. */
const MOST_RESULTS = 25_000;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

interface UnknownRule extends Omit<Rule, 'page'> {
  readonly page: null;
}

/** A report as SARIF 2.1.0, for code scanning: a check is a rule, a finding a result, an error a notification. */
export function sarifReport(report: Report, { base }: Pick<RenderOptions, 'base'>, known: readonly Rule[]): string {
  const found = placedFindings(report);
  const findings = SEVERITIES.flatMap((severity) => found.filter(({ finding }) => finding.severity === severity));
  const rules = rulesOf(known, findings);
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprint = fingerprints();
  const results = findings.slice(0, MOST_RESULTS).map((placed) => ({
    ruleId: placed.check,
    ruleIndex: places.get(placed.check),
    level: placed.finding.severity,
    message: { text: plainText(explained(placed.finding)) },
    locations: locationsOf(placed, base),
    // The only fingerprint that GitHub compares.
    partialFingerprints: { primaryLocationLineHash: fingerprint(placed) },
    properties: { step: placed.step?.id ?? null, engine: placed.step?.engine ?? null },
  }));
  return wellFormedJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules: rules.map((rule) => descriptorOf(rule, report.tool.version)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.errors.length === 0,
            toolExecutionNotifications: [
              ...report.errors.map((error) => notificationOf(error, base)),
              ...leftOut(findings.length - results.length),
            ],
          },
        ],
        results,
        properties: { engines: report.engines.map(engineText), layout: report.layout, seed: report.seed },
      },
    ],
  });
}

/** Those that are known, and what else has found something: of that there is nothing to say but its name. */
function rulesOf(known: readonly Rule[], findings: readonly PlacedFinding[]): readonly (Rule | UnknownRule)[] {
  const ids = new Set(known.map(({ id }) => id));
  const others = new Set(findings.map(({ check }) => check).filter((check) => !ids.has(check)));
  return [...known, ...[...others].map((id) => ({ id, summary: id, page: null }))];
}

function descriptorOf({ id, summary, page }: Rule | UnknownRule, version: string) {
  const text = printableLine(summary);
  const described = { id, shortDescription: { text }, fullDescription: { text } };
  if (page === null) return { ...described, help: { text } };
  const more = `\`npx stepproof explain ${id}\` shows the whole page.`;
  return {
    ...described,
    helpUri: `https://unpkg.com/stepproof@${version}/${page}`,
    help: { text: `${text} ${more}`, markdown: `${text}\n\n${more}` },
  };
}

/** GitHub refuses a result without a place: one that has none stands at the script of its step, or at the folder. */
function locationsOf({ step, finding }: PlacedFinding, base: string) {
  const { location, object } = finding;
  return [
    {
      physicalLocation: physicalLocation(location?.file ?? step?.forward ?? '.', location, base),
      logicalLocations: [{ name: printableLine(object) }],
    },
  ];
}

function physicalLocation(file: string, place: Position | null, base: string) {
  return {
    artifactLocation: { uri: repositoryUri(base, file), uriBaseId: '%SRCROOT%' },
    region: { startLine: place?.line ?? 1, startColumn: place?.column ?? 1 },
  };
}

function notificationOf(error: ReportedError, base: string) {
  const { code, location } = error;
  return {
    descriptor: { id: code },
    level: 'error',
    message: { text: plainText(explained(error)) },
    ...(location === null
      ? {}
      : { locations: [{ physicalLocation: physicalLocation(location.file, location, base) }] }),
  };
}

function leftOut(amount: number) {
  if (amount === 0) return [];
  const text = `${counted(amount, 'finding')} left out: a run may hold ${MOST_RESULTS}. The JSON report has them all.`;
  return [{ descriptor: { id: 'results-left-out' }, level: 'warning', message: { text } }];
}

/** `[text](address)` is a link even in the plain messages of SARIF (3.11.6 of the standard): a blank takes it apart. */
function plainText(text: string): string {
  return text.replaceAll('](', '] (');
}
