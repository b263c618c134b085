import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonReport } from '../../harness/reporters/json.ts';
import { brokenReport, failedReport, withForeignText } from './sampleReport.ts';

describe('the JSON report', () => {
  test('has the form of the contract', async () => {
    await expect(jsonReport(failedReport)).toMatchFileSnapshot('../golden/report.json');
  });

  test('reads back as the report that it was made from', () => {
    for (const report of [failedReport, brokenReport]) expect(JSON.parse(jsonReport(report))).toEqual(report);
  });

  test('does not depend on the order in which a report was put together', () => {
    expect(jsonReport(reversed(failedReport))).toBe(jsonReport(failedReport));
  });

  test('writes big integers as numbers where those are exact, else as text', () => {
    const [finding] = failedReport.findings;
    const data = { small: 42n, large: 2n ** 60n };
    const json = jsonReport({ ...failedReport, findings: finding === undefined ? [] : [{ ...finding, data }] });
    expect(JSON.parse(json).findings[0].data).toEqual({ small: 42, large: '1152921504606846976' });
  });

  test('holds whatever text comes in, and no half surrogate pairs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, broken) => {
        const given = broken ? `${text}\ud800` : text;
        const json = jsonReport(withForeignText(given));
        expect(JSON.parse(json).steps[0].checks[0].findings[0].message).toBe(given.toWellFormed());
        expect(json).not.toMatch(/\\ud[89a-f]/);
      }),
    );
  });
});

/** The same report with its keys in the opposite order; the particulars of a finding have no order to keep. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, key === 'data' ? inner : reversed(inner)]);
  return Object.fromEntries(entries.reverse()) as T;
}
