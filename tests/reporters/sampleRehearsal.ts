import type { Rehearsal } from '../../harness/model/rehearsal.ts';
import type { Report } from '../../harness/model/report.ts';
import { failedReport, passedReport } from './sampleReport.ts';

const rehearsal: Rehearsal = {
  database: { bytes: 1_308_303_360, rows: 3_503_000 },
  steps: failedReport.steps.map(({ id, status }) => ({
    id,
    forwardMs: status === 'not-run' ? null : 4520.5,
    rollbackMs: status === 'passed' ? 161 : null,
    verifyMs: 923,
    bytesBefore: 1_308_303_360,
    bytesAfter: status === 'passed' ? 1_417_703_424 : null,
    peakMiB: 178,
    writeLockMs: status === 'not-run' ? null : 4519,
    rowsWritten: status === 'not-run' ? null : 1_250_000,
  })),
  verdict: 'no-go',
  proof: 'Schema by its text and PRAGMAs; 14 tables by pages.',
};

/** A rehearsal in which a step failed. */
export const noGoReport: Report = { ...failedReport, command: 'rehearse', rehearsal };

/** A rehearsal in which everything held. */
export const goReport: Report = {
  ...passedReport,
  command: 'rehearse',
  rehearsal: { ...rehearsal, steps: rehearsal.steps.slice(0, 1), verdict: 'go' },
};

/** A database that has every step. */
export const nothingPending: Report = {
  ...passedReport,
  command: 'rehearse',
  steps: [],
  findings: [],
  summary: { steps: 0, passed: 0, failed: 0, checks: 0, cases: 0, errors: 0, warnings: 0, notes: 0 },
  rehearsal: { ...rehearsal, steps: [], verdict: 'go', proof: 'Nothing is pending.' },
};
