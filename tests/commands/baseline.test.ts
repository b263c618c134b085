import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyBaseline, nextBaseline } from '../../harness/commands/baseline.ts';
import { reportOf } from '../../harness/commands/report.ts';
import type { KnownFinding } from '../../harness/model/baseline.ts';
import type { Finding, Severity } from '../../harness/model/finding.ts';
import type { CheckReport, Report, StepReport } from '../../harness/model/report.ts';

const LADDER = ['0001', '0002', '0003'];

function found(severity: Severity, object: string): Finding {
  return { severity, object, message: object, why: '', fix: '', location: null, data: { rows: 1 } };
}

function check(id: string, findings: readonly Finding[], status: CheckReport['status'] = 'passed'): CheckReport {
  const failed = findings.some(({ severity }) => severity === 'error');
  return { id, status: failed ? 'failed' : status, reason: null, cases: 1, durationMs: 0, findings };
}

function step(id: string, checks: readonly CheckReport[], engine = 'better-sqlite3'): StepReport {
  return {
    id,
    engine,
    forward: `migrations/${id}.sql`,
    rollback: null,
    status: checks.some(({ status }) => status === 'failed') ? 'failed' : 'passed',
    schema: null,
    rows: { before: 0, after: null, restored: null },
    rollbackVerdict: 'not-run',
    cost: null,
    durationMs: 0,
    checks,
  };
}

function report(steps: readonly StepReport[], findings: Report['findings'] = [], command = 'check'): Report {
  return reportOf({ command, layout: 'paired', engines: [], seed: 1, durationMs: 0, steps, findings, errors: [] });
}

function entry(id: string, checkId: string, object: string, engine = 'better-sqlite3'): KnownFinding {
  return { step: id, check: checkId, object, engine };
}

const failing = report([
  step('0001', [check('rows-survive', [found('error', 'table a'), found('error', 'table a')])]),
  step('0002', [check('rows-survive', [found('warning', 'table b'), found('note', 'table c')])]),
]);

function stale({ findings }: Report): readonly string[] {
  return findings.filter(({ check: id }) => id === 'baseline-is-current').map(({ message }) => message);
}

describe('a baseline', () => {
  test('makes notes of the findings that it knows, and the step passes', () => {
    const one = entry('0001', 'rows-survive', 'table a');
    const { steps, summary, findings } = applyBaseline(
      failing,
      [one, one, entry('0002', 'rows-survive', 'table b')],
      LADDER,
    );
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'passed']);
    expect(summary).toMatchObject({ passed: 2, failed: 0, errors: 0, warnings: 0, notes: 4 });
    expect(findings).toEqual([]);
    expect(steps[0]?.checks[0]?.findings[0]).toMatchObject({
      severity: 'note',
      data: { rows: 1, baseline: true, severity: 'error' },
    });
  });

  test('settles one finding by an entry: one more of the same is new', () => {
    const settled = applyBaseline(failing, [entry('0001', 'rows-survive', 'table a')], LADDER);
    expect(settled.steps[0]).toMatchObject({ status: 'failed', checks: [{ status: 'failed' }] });
    expect(settled.summary.errors).toBe(1);
  });

  test('does not settle what another engine, step or check has found', () => {
    const others = [
      entry('0001', 'rows-survive', 'table a', 'd1'),
      entry('0003', 'rows-survive', 'table a'),
      entry('0001', 'forward-applies', 'table a'),
    ];
    expect(applyBaseline(failing, others, LADDER).summary.errors).toBe(2);
  });

  test('is called stale where the run has looked and found nothing', () => {
    const gone = entry('0002', 'rows-survive', 'table z');
    expect(stale(applyBaseline(failing, [gone], LADDER))).toEqual([
      'stepproof.baseline.json holds rows-survive of 0002, which is found no more',
    ]);
    expect(stale(applyBaseline(failing, [entry('0000', 'rows-survive', 'table a')], LADDER))).toHaveLength(1);
  });

  test('is not called stale where the run has not looked', () => {
    const skipped = report([step('0001', [check('rows-survive', [], 'skipped')])]);
    const entries = [
      entry('0001', 'rows-survive', 'table a'),
      entry('0003', 'rows-survive', 'table a'),
      entry('0001', 'star-copy', 'table a', 'none'),
      entry('0001', 'rows-survive', 'table a', 'd1'),
    ];
    expect(stale(applyBaseline(skipped, entries, LADDER))).toEqual([]);
  });

  test('leaves a step that was not run as it is', () => {
    const unseen = report([{ ...step('0001', [check('rows-survive', [], 'skipped')]), status: 'not-run' }]);
    expect(applyBaseline(unseen, [entry('0001', 'rows-survive', 'x')], LADDER).steps[0]?.status).toBe('not-run');
  });

  test('lets an irreversible step be one again', () => {
    const lossy: StepReport = {
      ...step('0001', [check('rows-survive', [found('error', 'table a')])]),
      rollbackVerdict: 'irreversible',
    };
    const { steps } = applyBaseline(report([lossy]), [entry('0001', 'rows-survive', 'table a')], LADDER);
    expect(steps[0]?.status).toBe('irreversible');
  });

  test('knows findings beside the steps, which lint neither finds nor forgets', () => {
    const orphan = { check: 'rollback-exists', ...found('warning', 'file rollbacks/0009.sql') };
    const known = { step: null, check: 'rollback-exists', object: 'file rollbacks/0009.sql', engine: null };
    expect(nextBaseline(report([], [orphan]), [], LADDER)).toEqual([known]);
    expect(applyBaseline(report([], [orphan]), [known], LADDER).summary).toMatchObject({ warnings: 0, notes: 1 });
    expect(stale(applyBaseline(report([]), [known], LADDER))).toHaveLength(1);
    expect(stale(applyBaseline(report([], [], 'lint'), [known], LADDER))).toEqual([]);
    expect(nextBaseline(report([], [], 'lint'), [known], LADDER)).toEqual([known]);
  });

  test('is written anew without what is gone, and with what was not looked at', () => {
    const elsewhere = entry('0003', 'star-copy', 'table q', 'none');
    const next = nextBaseline(failing, [entry('0001', 'rows-survive', 'table z'), elsewhere], LADDER);
    expect(next).toEqual([
      elsewhere,
      entry('0001', 'rows-survive', 'table a'),
      entry('0001', 'rows-survive', 'table a'),
      entry('0002', 'rows-survive', 'table b'),
    ]);
  });

  test('that was just written settles everything, whatever was found', () => {
    const anyFinding = fc.record({
      severity: fc.constantFrom<Severity>('error', 'warning', 'note'),
      object: fc.constantFrom('table a', 'table b', 'index c'),
    });
    const anyStep = fc.record({
      id: fc.constantFrom(...LADDER),
      findings: fc.array(anyFinding, { maxLength: 5 }),
      other: fc.array(anyFinding, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyStep, { selector: ({ id }) => id }), (drawn) => {
        const made = report(
          drawn.map(({ id, findings, other }) =>
            step(id, [
              check(
                'rows-survive',
                findings.map((one) => found(one.severity, one.object)),
              ),
              check(
                'star-copy',
                other.map((one) => found(one.severity, one.object)),
              ),
            ]),
          ),
        );
        const settled = applyBaseline(made, nextBaseline(made, [], LADDER), LADDER);
        const { errors, warnings, notes } = made.summary;
        expect(settled.summary).toMatchObject({ errors: 0, warnings: 0, notes: errors + warnings + notes, failed: 0 });
      }),
    );
  });
});
