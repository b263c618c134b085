import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { junitReport } from '../../harness/reporters/junit.ts';
import { printable, printableLine } from '../../harness/reporters/printable.ts';
import { hostile } from './hostileText.ts';
import { brokenReport, brokenWithForeignText, failedReport, plain, withForeignText } from './sampleReport.ts';

interface Node {
  readonly '#text'?: string;
  readonly testsuite?: readonly Node[];
  readonly testcase?: readonly Node[];
  readonly failure?: readonly Node[];
  readonly error?: readonly Node[];
  readonly skipped?: readonly Node[];
  readonly [attribute: `@${string}`]: string;
}

const LISTS = ['testsuite', 'testcase', 'failure', 'error', 'skipped'];

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => LISTS.includes(name),
  alwaysCreateTextNode: true,
  processEntities: { enabled: true, maxTotalExpansions: 1_000_000, maxExpandedLength: 10_000_000 },
});

/** What is outside of https://www.w3.org/TR/xml/#charsets. */
const FORBIDDEN = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function parsed(xml: string): Node {
  expect(XMLValidator.validate(xml)).toBe(true);
  expect(xml).not.toMatch(FORBIDDEN);
  expect(xml).not.toContain(']]>');
  return parser.parse(xml).testsuites;
}

/** What XML can hold of a text that may be shown to a person. */
function held(text: string): string {
  return text.replaceAll(/[\ufffe\uffff]/g, '\ufffd');
}

describe('the JUnit report', () => {
  test('has a suite per step and a test case per check', async () => {
    await expect(junitReport(failedReport, plain)).toMatchFileSnapshot('../golden/junit-failed.xml');
  });

  test('has what could not be done as an error', async () => {
    await expect(junitReport(brokenReport, plain)).toMatchFileSnapshot('../golden/junit-broken.xml');
  });

  test('counts what it holds', () => {
    const root = parsed(junitReport(failedReport, plain));
    const suites = root.testsuite ?? [];
    expect(suites.map((suite) => suite['@name'])).toEqual([
      '0001_initial_schema (better-sqlite3)',
      '0002_email (better-sqlite3)',
      '0003_drop_api_keys (better-sqlite3)',
      '0004_after_a_fault (better-sqlite3)',
      'beside the steps',
    ]);
    const counts = (node: Node) => [node['@tests'], node['@failures'], node['@errors'], node['@skipped']];
    expect(counts(root)).toEqual(['7', '1', '0', '1']);
    for (const suite of suites) {
      const cases = suite.testcase ?? [];
      const having = (kind: 'failure' | 'error' | 'skipped') => cases.filter((node) => node[kind] !== undefined).length;
      expect(counts(suite)).toEqual([cases.length, having('failure'), having('error'), having('skipped')].map(String));
    }
  });

  test('names files as seen from the root of the repository', () => {
    const root = parsed(junitReport(failedReport, { ...plain, base: 'packages/db/' }));
    const [, failing] = root.testsuite ?? [];
    expect(failing?.testcase?.[0]?.['@file']).toBe('packages/db/migrations/0002_email.sql');
    expect(failing?.testcase?.[0]?.failure?.[0]?.['#text']).toContain('packages/db/migrations/0002_email.sql:3:1');
  });

  test('says in a failure how many more there are', () => {
    const root = parsed(junitReport(withForeignText('lost'), plain));
    expect(root.testsuite?.[0]?.testcase?.[0]?.failure?.[0]?.['@message']).toBe('lost (and 1 more)');
  });
});

describe('foreign text in the JUnit report', () => {
  test('is read back as what it was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const root = parsed(junitReport(withForeignText(text), plain));
        const [suite, loose] = root.testsuite ?? [];
        const [failed, skipped] = suite?.testcase ?? [];
        const line = held(printableLine(text));
        expect(root.testsuite).toHaveLength(2);
        expect(suite?.testcase).toHaveLength(2);
        expect(suite?.['@name']).toBe(held(printableLine(`${text} (better-sqlite3)`)));
        expect([failed?.['@name'], failed?.['@classname']]).toEqual([line, line]);
        expect(failed?.failure?.[0]?.['@message']).toBe(`${line} (and 1 more)`);
        expect(failed?.failure?.[0]?.['#text']).toContain(
          text === '' ? 'replay: ' : `why: ${held(printable(text))}`.trimEnd(),
        );
        expect(skipped?.skipped?.[0]?.['@message']).toBe(line);
        expect(loose?.testcase?.[0]?.failure?.[0]?.['@message']).toBe(line);
      }),
    );
  });

  test('is read back from an error, too', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [suite] = parsed(junitReport(brokenWithForeignText(text), plain)).testsuite ?? [];
        const [error] = suite?.testcase?.[0]?.error ?? [];
        expect(error?.['@type']).toBe(held(printable(text)));
        expect(error?.['#text']?.startsWith(held(printable(text)).trimEnd())).toBe(true);
      }),
    );
  });
});
