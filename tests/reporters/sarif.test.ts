import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import * as formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../harness/model/report.ts';
import { printable } from '../../harness/reporters/printable.ts';
import { sarifReport } from '../../harness/reporters/sarif.ts';
import { attacks, hostile } from './hostileText.ts';
import {
  brokenReport,
  brokenWithForeignText,
  crowdedReport,
  failedReport,
  passedReport,
  plain,
  withForeignText,
} from './sampleReport.ts';

const RULES = await plain.rules();
const SCHEMA = join(import.meta.dirname, '../fixtures/sarif/sarif-2.1.0-rtm.5.json');

/** Its `id` and `$schema` are of draft 4, which ajv does not speak; the rest means the same in draft 7. */
const { id: _id, $schema: _draft, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
formats.default.default(ajv);
const validate = ajv.compile(schema);

function run(report: Report, base = '') {
  const log = JSON.parse(sarifReport(report, { base }, RULES));
  validate(log);
  expect(validate.errors).toBe(null);
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

describe('the SARIF report', () => {
  test('has a rule per check and a result per finding', async () => {
    await expect(sarifReport(failedReport, plain, RULES)).toMatchFileSnapshot('../golden/sarif-failed.json');
  });

  test('has what could not be done as a notification', async () => {
    await expect(sarifReport(brokenReport, plain, RULES)).toMatchFileSnapshot('../golden/sarif-broken.json');
  });

  test('is valid by the official schema', () => {
    for (const report of [failedReport, passedReport, brokenReport, crowdedReport(20)]) run(report);
  });

  test('is not valid by it any more when something is wrong with it', () => {
    const broken: readonly ((log: ReturnType<typeof JSON.parse>) => unknown)[] = [
      (log) => (log.version = '2.0.0'),
      (log) => (log.runs[0].results[0].level = 'fatal'),
      (log) => delete log.runs[0].tool.driver.name,
      (log) => (log.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0),
      (log) => (log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = 'a b'),
      (log) => (log.runs[0].extra = 1),
    ];
    for (const breakIt of broken) {
      const log = JSON.parse(sarifReport(failedReport, plain, RULES));
      breakIt(log);
      expect(validate(log), breakIt.toString()).toBe(false);
    }
  });

  test('points every result to its rule and to a place', () => {
    const { results, tool } = run(failedReport, 'packages/db/');
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
      expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^packages\/db(?:\/|$)/);
    }
  });

  test('explains a rule with nothing but the promise of the check', () => {
    const { tool } = run(passedReport);
    expect(tool.driver.rules).toHaveLength(RULES.length);
    expect(tool.driver.rules[0].help.markdown).toMatch(/^No row disappears\.\n\n`npx stepproof explain rows-survive`/);
    expect(tool.driver.rules[0].helpUri).toMatch(/^https:.*\/docs\/checks\/rows-survive\.md$/);
    expect(tool.driver.rules[2].helpUri).toMatch(/^https:.*\/docs\/hazards\/drop-reaches-children\.md$/);
  });

  test('gives a finding the same fingerprint at another line, and every finding its own', () => {
    const prints = (report: Report): readonly string[] =>
      run(report).results.map(
        (result: ReturnType<typeof JSON.parse>) => result.partialFingerprints.primaryLocationLineHash,
      );
    const before = prints(crowdedReport(20));
    expect(new Set(before).size).toBe(before.length);
    expect(prints(moved(crowdedReport(20)))).toEqual(before);
    const twice = crowdedReport(1);
    const [step] = twice.steps;
    const again = prints({ ...twice, steps: step === undefined ? [] : [step, step] });
    expect(new Set(again).size).toBe(again.length);
  });

  test('tells the engines apart', () => {
    const [step] = crowdedReport(1).steps;
    const steps = step === undefined ? [] : [step, { ...step, engine: 'd1' }];
    const { results } = run({ ...crowdedReport(1), steps });
    const hashes = results.map(
      (result: ReturnType<typeof JSON.parse>) => result.partialFingerprints.primaryLocationLineHash,
    );
    expect(hashes.filter((hash: string) => hash.endsWith(':1'))).toHaveLength(hashes.length);
  });

  test('is cut where GitHub would refuse it: the notes go first, and it says so', () => {
    const { results, invocations } = run(crowdedReport(12_000));
    expect(results).toHaveLength(25_000);
    expect(results.filter(({ level }: { level: string }) => level === 'note')).toHaveLength(999);
    expect(invocations[0].executionSuccessful).toBe(true);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^11,001 findings left out: /);
  });
});

/** The same findings further down in their files. */
function moved(report: Report): Report {
  return JSON.parse(JSON.stringify(report), (key, value) => (key === 'line' ? value + 100 : value));
}

describe('foreign text in the SARIF report', () => {
  test('is read back as what it was, and the log stays valid', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { results, tool } = run(withForeignText(text));
        const shown = printable(text).trimEnd().replaceAll('](', '] (');
        expect(results).toHaveLength(3);
        for (const { message, ruleId } of results) {
          expect(message.text.startsWith(shown)).toBe(true);
          expect(message.markdown).toBe(undefined);
          expect(ruleId).toBe(text.toWellFormed());
        }
        expect(tool.driver.rules.at(-1).id).toBe(text.toWellFormed());
      }),
      { numRuns: 50 },
    );
  });

  test.each(attacks)('%j is no link, in a finding as in an error', (text) => {
    for (const report of [withForeignText(text), brokenWithForeignText(text)]) {
      const { results, invocations } = run(report);
      for (const { message } of [...results, ...invocations[0].toolExecutionNotifications]) {
        expect(message.text).not.toMatch(/\]\(/);
      }
    }
  });

  test('leads to the file that it names, and to no other place', () => {
    fc.assert(
      fc.property(
        hostile.filter((text) => !/^\/|(^|\/)\.{0,2}(\/|$)/.test(text)),
        (text) => {
          const [, result] = run(withForeignText(text), 'db/').results;
          const { uri } = result.locations[0].physicalLocation.artifactLocation;
          expect(uri).toMatch(/^db\/(?:[\w.~/-]|%[0-9A-F]{2})+$/);
          expect(decodeURIComponent(uri)).toBe(`db/${text.toWellFormed()}`);
        },
      ),
    );
  });
});
