import { describe, expect, test } from 'vitest';
import { githubReport } from '../../harness/reporters/github.ts';
import { junitReport } from '../../harness/reporters/junit.ts';
import { markdownReport } from '../../harness/reporters/markdown.ts';
import { textReport } from '../../harness/reporters/text.ts';
import { failedReport, plain } from './sampleReport.ts';

const report = {
  ...failedReport,
  command: 'lint',
  engines: [],
  steps: failedReport.steps.map((step) => ({ ...step, engine: 'none', schema: null })),
};
const options = { ...plain, command: 'npx stepproof lint' };

describe('a report of lint', () => {
  test('as text is its findings and the last line: there is no table of what has run', () => {
    const text = textReport(report, options);
    expect(text).toMatch(/^✗ {2}\S/);
    expect(text).not.toMatch(/rollback {2}|seed/);
    expect(text).toMatch(/failed.*: \d+ errors?, /);
  });

  test('names no seed, because nothing is drawn', () => {
    for (const render of [textReport, githubReport, markdownReport, junitReport]) {
      expect(render(report, options)).not.toMatch(/seed/);
    }
  });

  test('as markdown has a table of what was found', () => {
    expect(markdownReport(report, options)).toMatch(/\| Step \| Errors \| Warnings \| Time \|/);
  });

  test('as JUnit names a suite by its step alone', () => {
    expect(junitReport(report, options)).toContain('<testsuite name="0001_initial_schema"');
  });
});
