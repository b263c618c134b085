import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonReport } from '../../harness/reporters/json.ts';
import { type JsonSchema, violations } from './jsonSchema.ts';
import { brokenReport, failedReport, passedReport } from './sampleReport.ts';

const schema: JsonSchema = JSON.parse(readFileSync('report.schema.json', 'utf8'));

describe('report.schema.json', () => {
  test('describes every report, key by key', () => {
    for (const report of [failedReport, passedReport, brokenReport]) {
      expect(violations(JSON.parse(jsonReport(report)), schema, schema)).toEqual([]);
    }
  });

  test('is broken by each change of a report', () => {
    const changes: readonly ((report: ReturnType<typeof parsed>) => unknown)[] = [
      (report) => delete report.seed,
      (report) => (report.schemaVersion = 2),
      (report) => (report.extra = 1),
      (report) => (report.steps[0].status = 'fine'),
      (report) => delete report.steps[0].checks[0].cases,
      (report) => (report.steps[1].checks[0].findings[0].location.line = 0),
      (report) => delete report.findings[0].check,
      (report) => (report.steps[0].schema.digest = 'md5:1'),
      (report) => (report.summary.errors = 1.5),
    ];
    for (const change of changes) {
      const report = parsed();
      change(report);
      expect(violations(report, schema, schema), change.toString()).toHaveLength(1);
    }
  });
});

function parsed() {
  return JSON.parse(jsonReport(failedReport));
}
