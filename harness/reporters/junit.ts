import type { CheckReport, Report, StepReport } from '../model/report.ts';
import { explained } from './explained.ts';
import { engineText } from './headLine.ts';
import type { PlacedFinding } from './placedFindings.ts';
import { printableLine } from './printable.ts';
import type { RenderOptions } from './render.ts';
import { replay } from './replay.ts';
import { repositoryPath } from './repositoryPath.ts';
import { seedOf } from './seedOf.ts';
import { element, textElement } from './xml.ts';

interface Suite {
  readonly name: string;
  readonly durationMs: number;
  readonly properties: readonly (readonly [name: string, value: string | number])[];
  readonly cases: readonly TestCase[];
}

interface TestCase {
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'broken';
  readonly xml: string;
}

/** A report as JUnit XML, which CI servers show as tests: a step on an engine is a suite, a check is a test case. */
export function junitReport(report: Report, options: RenderOptions): string {
  const suites = [
    ...report.steps.map((step) => stepSuite(step, report, options)),
    ...(report.findings.length === 0 ? [] : [looseSuite(report, options)]),
    ...(report.errors.length === 0 ? [] : [errorSuite(report)]),
  ];
  const attributes = { name: 'stepproof', ...countsOf(suites.flatMap(({ cases }) => cases)) };
  const time = seconds(report.durationMs);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { ...attributes, time }, suites.map(suiteXml))}\n`;
}

function suiteXml({ name, durationMs, properties, cases }: Suite): string {
  return element('testsuite', { name, ...countsOf(cases), time: seconds(durationMs) }, [
    element(
      'properties',
      {},
      properties.map(([key, value]) => element('property', { name: key, value })),
    ),
    ...cases.map(({ xml }) => xml),
  ]);
}

function stepSuite(step: StepReport, report: Report, options: RenderOptions): Suite {
  return {
    name: printableLine(report.engines.length === 0 ? step.id : `${step.id} (${step.engine})`),
    durationMs: step.durationMs,
    properties: [...propertiesOf(report, step.engine), ['status', step.status], ['rollback', step.rollbackVerdict]],
    cases: step.checks.map((check) => checkCase(check, step, seedOf(report), options)),
  };
}

function looseSuite(report: Report, options: RenderOptions): Suite {
  const checks = [...new Set(report.findings.map(({ check }) => check))];
  return {
    name: 'beside the steps',
    durationMs: 0,
    properties: propertiesOf(report),
    cases: checks.map((id) => {
      const findings = report.findings.filter(({ check }) => check === id);
      return checkCase({ id, status: 'passed', reason: null, durationMs: 0, findings }, null, seedOf(report), options);
    }),
  };
}

/** What could not be done, as a test that ended in an error. */
function errorSuite(report: Report): Suite {
  const cases = report.errors.map((error) => {
    const attributes = { message: printableLine(error.message), type: error.code };
    const xml = textElement('error', attributes, explained(error));
    const head = { name: error.code, classname: `stepproof ${report.command}`, time: seconds(0) };
    return { outcome: 'broken' as const, xml: element('testcase', head, [xml]) };
  });
  return {
    name: `stepproof ${report.command}`,
    durationMs: report.durationMs,
    properties: propertiesOf(report),
    cases,
  };
}

function checkCase(
  check: Omit<CheckReport, 'cases'>,
  step: StepReport | null,
  seed: number | null,
  options: RenderOptions,
): TestCase {
  const findings = check.findings.map((finding) => ({ step, check: check.id, finding, engines: [] }));
  const errors = findings.filter(({ finding }) => finding.severity === 'error');
  const others = findings.filter(({ finding }) => finding.severity !== 'error');
  const text = (placed: PlacedFinding): string => findingText(placed, seed, options);
  const [worst] = errors;
  const message = printableLine(worst?.finding.message ?? '');
  const more = errors.length < 2 ? '' : ` (and ${errors.length - 1} more)`;
  const head = {
    name: printableLine(check.id),
    classname: printableLine(step?.id ?? 'beside the steps'),
    file: step === null ? undefined : printableLine(repositoryPath(options.base, step.forward)),
    time: seconds(check.durationMs),
  };
  const children = [
    ...(check.status === 'skipped' ? [element('skipped', { message: printableLine(check.reason ?? '') })] : []),
    ...(worst === undefined
      ? []
      : [textElement('failure', { message: message + more, type: head.name }, errors.map(text).join('\n\n'))]),
    ...(others.length === 0 ? [] : [textElement('system-out', {}, others.map(text).join('\n\n'))]),
  ];
  return { outcome: worst === undefined ? check.status : 'failed', xml: element('testcase', head, children) };
}

function findingText(placed: PlacedFinding, seed: number | null, { base, command }: RenderOptions): string {
  const { severity, object, location } = placed.finding;
  const where = location === null ? [] : [`${repositoryPath(base, location.file)}:${location.line}:${location.column}`];
  const head = printableLine([severity, ...where, object].join('  ')).trimEnd();
  return `${head}\n${explained(placed.finding, replay(placed, command, seed))}`;
}

function propertiesOf(report: Report, engine?: string): Suite['properties'] {
  const engines = report.engines.filter(({ name }) => engine === undefined || name === engine);
  const seed = seedOf(report);
  return [
    ['stepproof', report.tool.version],
    ...engines.map((ran) => ['engine', engineText(ran)] as const),
    ['layout', printableLine(report.layout)],
    ...(seed === null ? [] : [['seed', seed] as const]),
  ];
}

function countsOf(cases: readonly TestCase[]) {
  const count = (wanted: TestCase['outcome']): number => cases.filter(({ outcome }) => outcome === wanted).length;
  return { tests: cases.length, failures: count('failed'), errors: count('broken'), skipped: count('skipped') };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(6);
}
