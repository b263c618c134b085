import type { MutantCounts, MutationHalf, NamedMutant } from '../../harness/model/mutation.ts';
import type { Report } from '../../harness/model/report.ts';
import { passedReport } from './sampleReport.ts';

function counts(total: number, killed: number, others: Partial<MutantCounts> = {}): MutantCounts {
  return { total, killed, applyErrors: 0, equivalent: 0, stillborn: 0, ...others };
}

const sameIndex: NamedMutant = {
  operator: 'index-direction',
  object: 'index idx_traces_source',
  step: null,
  what: 'source turned round',
  sql: 'ON traces (source) → ON traces (source DESC)',
  why: 'an index of one column is read from both ends alike',
};

const looseCheck: NamedMutant = {
  operator: 'check-comparison',
  object: 'table jobs',
  step: null,
  what: '< replaced by <= in CHECK (tries < 10)',
  sql: '… CHECK (tries < 10) … → … CHECK (tries <= 10) …',
  why: 'No row is treated otherwise.',
};

const widerCopy: NamedMutant = {
  operator: 'copy-distinct',
  object: 'table jobs',
  step: '0002_email',
  what: 'DISTINCT added',
  sql: 'SELECT id FROM jobs → SELECT DISTINCT id FROM jobs',
  why: 'after the migration: table jobs: rows lost, 1 of 8',
};

/** A mutation with a row of every kind: all killed, survivors, nothing but equivalents, some that do not run. */
export const sampleSchemaHalf: MutationHalf = {
  ...counts(14, 12, { equivalent: 2, stillborn: 1 }),
  survivors: [looseCheck, { ...looseCheck, what: '< replaced by <> in CHECK (tries < 10)' }],
  equivalents: [sameIndex, { ...sameIndex, object: 'index idx_jobs_status' }],
  byOperator: {
    'table-drop': counts(2, 2),
    'foreign-key-drop': counts(4, 4),
    'foreign-key-retarget': counts(1, 1, { stillborn: 1 }),
    'check-comparison': counts(7, 5),
    'index-direction': counts(0, 0, { equivalent: 2 }),
  },
  killedBy: { data: 9, constraint: 3 },
};

const stepsHalf: MutationHalf = {
  ...counts(4, 3, { applyErrors: 2 }),
  survivors: [widerCopy],
  equivalents: [],
  byOperator: { 'statement-drop': counts(3, 3, { applyErrors: 2 }), 'copy-distinct': counts(1, 0) },
  killedBy: { 'forward-applies': 2, 'rows-survive': 1 },
};

export const mutatedReport: Report = {
  ...passedReport,
  command: 'mutate',
  mutation: { after: '0002_email', schema: sampleSchemaHalf, steps: stepsHalf },
};

const nothing: MutationHalf = { ...counts(0, 0), survivors: [], equivalents: [], byOperator: {}, killedBy: {} };

/** A mutation of the steps alone, of which all were killed. */
export const killedReport: Report = {
  ...mutatedReport,
  mutation: {
    after: null,
    schema: nothing,
    steps: {
      ...nothing,
      ...counts(3, 3),
      byOperator: { 'statement-drop': counts(3, 3) },
      killedBy: { 'rows-survive': 3 },
    },
  },
};

/** A step in which there is nothing to break. */
export const emptyMutation: Report = {
  ...mutatedReport,
  mutation: { after: '0002_email', schema: nothing, steps: nothing },
};

/** A mutation with foreign text in every place that holds some. */
export function mutationOf(text: string): Report {
  const mutant = { operator: text, object: text, step: text, what: text, sql: text, why: text };
  const half = {
    ...sampleSchemaHalf,
    survivors: [mutant],
    equivalents: [mutant],
    byOperator: { [text]: counts(2, 1) },
    killedBy: { [text]: 1 },
  };
  return { ...mutatedReport, layout: text, mutation: { after: text, schema: half, steps: half } };
}
