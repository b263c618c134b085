import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check, type Finding, type Report, type RollbackVerdict, type Severity } from '../../harness/index.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');
const RANK: Record<Severity, number> = { note: 0, warning: 1, error: 2 };

interface ExpectedFinding {
  readonly step: string;
  /** Any of several ids where more than one check may be the one to speak. */
  readonly check: string | readonly string[];
  readonly severity: Severity;
  readonly object?: string | readonly string[];
}

interface ExpectedFault extends ExpectedFinding {
  readonly why: string;
}

interface ExpectedClean {
  readonly findings: readonly ExpectedFinding[];
  readonly verdicts?: Readonly<Record<string, RollbackVerdict>>;
}

interface Found extends Finding {
  readonly step: string;
  readonly check: string;
}

describe('a ladder with one fault is found out', () => {
  for (const name of folders('faults')) {
    const fault = readExpected<ExpectedFault>('faults', name);
    test(`${name}: ${fault.why}`, async () => {
      const report = await check({ dir: join(FIXTURES, 'faults', name) });
      const found = findings(report);
      const errorsElsewhere = found.filter(({ step, severity }) => step !== fault.step && severity === 'error');
      expect(report.steps.map(({ id }) => id)).toContain(fault.step);
      expect(found.filter((finding) => agrees(finding, fault)).length, shown(found)).toBeGreaterThan(0);
      expect(errorsElsewhere.map(line)).toEqual([]);
    });
  }
});

describe('a ladder that is right raises no alarm', () => {
  for (const name of folders('clean')) {
    const clean = readExpected<ExpectedClean>('clean', name);
    test(name, async () => {
      const report = await check({ dir: join(FIXTURES, 'clean', name) });
      const alarms = findings(report).filter(({ severity }) => severity !== 'note');
      const unexpected = alarms.filter((finding) => !clean.findings.some((expected) => agrees(finding, expected)));
      const missing = clean.findings.filter((expected) => !alarms.some((finding) => agrees(finding, expected)));
      expect(unexpected.map(line)).toEqual([]);
      expect(missing).toEqual([]);
      expect(Object.fromEntries(report.steps.map(({ id, rollbackVerdict }) => [id, rollbackVerdict]))).toEqual(
        Object.fromEntries(report.steps.map(({ id }) => [id, clean.verdicts?.[id] ?? 'exact'])),
      );
    });
  }
});

function folders(kind: string): readonly string[] {
  return readdirSync(join(FIXTURES, kind)).sort();
}

function readExpected<T>(kind: string, name: string): T {
  return JSON.parse(readFileSync(join(FIXTURES, kind, name, 'expected.json'), 'utf8'));
}

function findings(report: Report): readonly Found[] {
  return report.steps.flatMap(({ id, checks }) =>
    checks.flatMap((ran) => ran.findings.map((finding) => ({ ...finding, step: id, check: ran.id }))),
  );
}

function agrees(finding: Found, expected: ExpectedFinding): boolean {
  return (
    finding.step === expected.step &&
    RANK[finding.severity] >= RANK[expected.severity] &&
    [expected.check].flat().includes(finding.check) &&
    (expected.object === undefined || [expected.object].flat().includes(finding.object))
  );
}

function line({ step, check: id, severity, object, message }: Found): string {
  return `${step} ${id} ${severity} [${object}] ${message}`;
}

function shown(found: readonly Found[]): string {
  return `found: ${found.map(line).join('\n       ') || 'nothing'}`;
}
