import { BASELINE_FILE, readBaseline } from '../config/baselineFile.ts';
import type { KnownFinding } from '../model/baseline.ts';
import type { Finding } from '../model/finding.ts';
import type { CheckReport, LooseFinding, Report, StepReport } from '../model/report.ts';
import { reportOf } from './report.ts';

/** What speaks of a baseline that says more than there is. */
export const baselineRule = {
  id: 'baseline-is-current',
  summary: 'Every entry of the baseline stands for a finding that is still there.',
};

/**
 * Makes notes of the findings that a baseline knows, one entry settling one finding, and warns of entries that settle
 * none though the run has looked. `ladder`: the ids of all steps, also of those that the run passed over.
 */
export function applyBaseline(report: Report, known: readonly KnownFinding[], ladder: readonly string[]): Report {
  if (known.length === 0) return report;
  const open = new Map<string, KnownFinding[]>();
  for (const entry of known) open.set(keyOf(entry), [...(open.get(keyOf(entry)) ?? []), entry]);
  const settle = <Found extends Finding>(finding: Found, entry: KnownFinding): Found => {
    if (finding.severity === 'note' || open.get(keyOf(entry))?.pop() === undefined) return finding;
    return { ...finding, severity: 'note', data: { ...finding.data, baseline: true, severity: finding.severity } };
  };
  const steps = report.steps.map((step) => settledStep(step, settle));
  const findings = report.findings.map((finding) => settle(finding, looseEntry(finding)));
  const stale = [...open.values()].flat().filter((entry) => looksAt(report, ladder, entry));
  return reportOf({ ...report, steps, findings: [...findings, ...stale.map(staleFinding(report.command))] });
}

/**
 * Holds a report against the baseline of its folder. With `updates` what was found is taken into it first; what is to be
 * written then is handed back, null where a folder has no baseline.
 */
export function againstBaseline(report: Report, root: string, ladder: readonly string[], updates: boolean) {
  const known = readBaseline(root);
  const baseline = updates ? nextBaseline(report, known ?? [], ladder) : known;
  return { report: applyBaseline(report, baseline ?? [], ladder), baseline };
}

/** What the baseline is to hold: what this run has found, and what it has not looked at. */
export function nextBaseline(
  report: Report,
  known: readonly KnownFinding[],
  ladder: readonly string[],
): readonly KnownFinding[] {
  const kept = known.filter((entry) => !looksAt(report, ladder, entry));
  const held = new Set(kept.map(keyOf));
  const found = [
    ...report.steps.flatMap((step) =>
      step.checks.flatMap(({ id, findings }) => findings.filter(counts).map(({ object }) => entryOf(step, id, object))),
    ),
    ...report.findings.filter(counts).map(looseEntry),
  ];
  return [...kept, ...found.filter((entry) => !held.has(keyOf(entry)))];
}

function counts({ severity }: Finding): boolean {
  return severity !== 'note';
}

type Settle = <Found extends Finding>(finding: Found, entry: KnownFinding) => Found;

function settledStep(step: StepReport, settle: Settle): StepReport {
  const checks = step.checks.map((check): CheckReport => {
    const findings = check.findings.map((finding) => settle(finding, entryOf(step, check.id, finding.object)));
    const failed = findings.some(({ severity }) => severity === 'error');
    return { ...check, findings, status: check.status === 'failed' && !failed ? 'passed' : check.status };
  });
  const failed = checks.some(({ status }) => status === 'failed');
  if (step.status !== 'failed' || failed) return { ...step, checks };
  return { ...step, checks, status: step.rollbackVerdict === 'irreversible' ? 'irreversible' : 'passed' };
}

/** Whether a run would have found again what an entry stands for: its check ran on its step, or the step is gone. */
function looksAt(report: Report, ladder: readonly string[], { check, step, engine }: KnownFinding): boolean {
  if (step === null) return report.command === 'check';
  const ran = report.steps.filter((one) => one.engine === engine && one.checks.some(({ id }) => id === check));
  if (!ladder.includes(step)) return ran.length > 0;
  return ran.some(
    ({ id, checks }) => id === step && checks.some((one) => one.id === check && one.status !== 'skipped'),
  );
}

function staleFinding(command: string): (entry: KnownFinding) => LooseFinding {
  return ({ check, step, object, engine }) => ({
    check: baselineRule.id,
    severity: 'warning',
    object,
    message: `${BASELINE_FILE} holds ${check}${step === null ? '' : ` of ${step}`}, which is found no more`,
    why: 'An entry that settles nothing hides the next finding that it fits.',
    fix: `Write the file anew: stepproof ${command} --update-baseline`,
    location: null,
    data: { check, step, engine },
  });
}

function entryOf({ id, engine }: StepReport, check: string, object: string): KnownFinding {
  return { check, step: id, object, engine };
}

function looseEntry({ check, object }: LooseFinding): KnownFinding {
  return { check, step: null, object, engine: null };
}

function keyOf({ check, step, object, engine }: KnownFinding): string {
  return JSON.stringify([check, step, object, engine]);
}
