import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bytes } from '../../harness/reporters/bytes.ts';
import { jsonReport } from '../../harness/reporters/json.ts';
import { markdownReport } from '../../harness/reporters/markdown.ts';
import { textReport } from '../../harness/reporters/text.ts';
import { type JsonSchema, violations } from './jsonSchema.ts';
import { goReport, noGoReport, nothingPending } from './sampleRehearsal.ts';
import { passedReport, plain } from './sampleReport.ts';

const schema: JsonSchema = JSON.parse(readFileSync('report.schema.json', 'utf8'));

describe('the JSON of a rehearsal', () => {
  test('is the whole report, and reads back as it was made', () => {
    for (const report of [noGoReport, goReport, nothingPending]) expect(JSON.parse(jsonReport(report))).toEqual(report);
    expect(JSON.parse(jsonReport(passedReport))).not.toHaveProperty('rehearsal');
  });

  test('is described by report.schema.json, key by key', () => {
    for (const report of [noGoReport, goReport, nothingPending]) {
      expect(violations(JSON.parse(jsonReport(report)), schema, schema)).toEqual([]);
    }
  });

  test.each([
    (rehearsal: ReturnType<typeof parsed>) => delete rehearsal.proof,
    (rehearsal: ReturnType<typeof parsed>) => (rehearsal.verdict = 'maybe'),
    (rehearsal: ReturnType<typeof parsed>) => delete rehearsal.steps[0].writeLockMs,
    (rehearsal: ReturnType<typeof parsed>) => (rehearsal.steps[0].extra = 1),
    (rehearsal: ReturnType<typeof parsed>) => (rehearsal.database.rows = -1),
  ])('is broken by %s', (change) => {
    const report = JSON.parse(jsonReport(noGoReport));
    change(report.rehearsal);
    expect(violations(report, schema, schema)).toHaveLength(1);
  });
});

function parsed() {
  return JSON.parse(jsonReport(noGoReport)).rehearsal;
}

describe('the text of a rehearsal', () => {
  test('is a measured table, the findings, the proof and the reasons', async () => {
    await expect(textReport(noGoReport, plain)).toMatchFileSnapshot('../golden/rehearsal-no-go.txt');
  });

  test('ends with go where everything held, and says when there was nothing to do', () => {
    expect(textReport(goReport, plain).trimEnd().split('\n').at(-1)).toMatch(/^✓ go: \d+ steps? passed/);
    expect(textReport(nothingPending, plain)).toMatch(
      /^ {2}proof {3}Nothing is pending\.\n\n✓ go: nothing is pending: /m,
    );
  });

  test('is short where that is asked for', () => {
    expect(
      textReport(goReport, { ...plain, quiet: true })
        .trimEnd()
        .split('\n'),
    ).toHaveLength(1);
  });

  test('names no seed, because nothing is drawn at random', () => {
    expect(textReport(noGoReport, plain)).not.toMatch(/seed/);
  });
});

test('the summary of a job says no-go in its first line', () => {
  expect(markdownReport(noGoReport, plain).split('\n')[0]).toMatch(/^### stepproof: ✗ no-go: /);
});

test('bytes are told in the unit that fits', () => {
  expect([0, 999, 1000, 12_345, 1_308_303_360, 10e12, -4096].map(bytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 KB',
    '12.3 KB',
    '1.3 GB',
    '10.0 TB',
    '-4.1 KB',
  ]);
});
