import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonReport } from '../../harness/reporters/json.ts';
import { type JsonSchema, violations } from './jsonSchema.ts';
import { killedReport, mutatedReport } from './sampleMutation.ts';
import { passedReport } from './sampleReport.ts';

const schema: JsonSchema = JSON.parse(readFileSync('report.schema.json', 'utf8'));

describe('the JSON of a mutation', () => {
  test('is the whole report, and reads back as it was made', () => {
    expect(JSON.parse(jsonReport(mutatedReport))).toEqual(mutatedReport);
    expect(JSON.parse(jsonReport(passedReport))).not.toHaveProperty('mutation');
  });

  test('is described by report.schema.json, key by key', () => {
    for (const report of [mutatedReport, killedReport]) {
      expect(violations(JSON.parse(jsonReport(report)), schema, schema)).toEqual([]);
    }
  });

  test.each([
    (mutation: ReturnType<typeof parsed>) => delete mutation.after,
    (mutation: ReturnType<typeof parsed>) => (mutation.schema.killed = -1),
    (mutation: ReturnType<typeof parsed>) => delete mutation.steps.survivors[0].sql,
    (mutation: ReturnType<typeof parsed>) => (mutation.steps.survivors[0].extra = 1),
    (mutation: ReturnType<typeof parsed>) => delete mutation.schema.equivalents,
  ])('is broken by %s', (change) => {
    const report = JSON.parse(jsonReport(mutatedReport));
    change(report.mutation);
    expect(violations(report, schema, schema)).toHaveLength(1);
  });
});

function parsed() {
  return JSON.parse(jsonReport(mutatedReport)).mutation;
}
