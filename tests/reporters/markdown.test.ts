import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../harness/model/report.ts';
import { markdownReport } from '../../harness/reporters/markdown.ts';
import { codeBlock, inlineCode, prose } from '../../harness/reporters/markdownText.ts';
import { printable, printableLine } from '../../harness/reporters/printable.ts';
import { attacks, hostile } from './hostileText.ts';
import { readMarkdown, shownText } from './markdownReader.ts';
import {
  brokenReport,
  brokenWithForeignText,
  crowdedReport,
  failedReport,
  passedReport,
  plain,
  withForeignText,
} from './sampleReport.ts';

const onGitHub = { ...plain, base: 'packages/db/', blob: 'https://github.com/acme/shop/blob/0123abc/' };

describe('the job summary', () => {
  test('shows the verdict, the steps, every finding and what each step adds', async () => {
    await expect(markdownReport(failedReport, plain)).toMatchFileSnapshot('../golden/markdown-failed.md');
  });

  test('is short when everything passed', async () => {
    await expect(markdownReport(passedReport, plain)).toMatchFileSnapshot('../golden/markdown-passed.md');
  });

  test('says what could not be done', async () => {
    await expect(markdownReport(brokenReport, plain)).toMatchFileSnapshot('../golden/markdown-broken.md');
  });

  test('lists what is alike under the first of its kind, and links it to its line', async () => {
    await expect(markdownReport(crowdedReport(3), onGitHub)).toMatchFileSnapshot('../golden/markdown-crowded.md');
  });

  test('lists twenty of a kind and counts the others', () => {
    const lines = markdownReport(crowdedReport(30), plain).split('\n');
    expect(lines.filter((line) => line === '- and 9 more')).toHaveLength(3);
    expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(63);
  });

  test('says by how much each step changes the schema, engine by engine', () => {
    const [first] = passedReport.steps;
    const schema = { tables: 11, indexes: 25, views: 1, triggers: 0, digest: 'sha256:bb' };
    const second = first === undefined ? [] : [{ ...first, id: '0002_more', schema }];
    const both = [...passedReport.steps, ...second];
    const steps = [...both, ...both.map((step) => ({ ...step, engine: 'd1' }))];
    const engines = [...passedReport.engines, { name: 'd1', version: '1', sqlite: '3.54.1' }];
    const lines = markdownReport({ ...passedReport, engines, steps }, plain).split('\n');
    for (const engine of ['better-sqlite3', 'd1']) {
      expect(lines).toContain(
        `| 0001\\_initial\\_schema | ${engine} | 10 in all | 26 in all | 1 in all |  | 0 | 0 | 0 |`,
      );
      expect(lines).toContain(`| 0002\\_more | ${engine} | +1 | −1 |  |  | 0 | 0 | 0 |`);
    }
  });

  test('says whether a step applies only where that was tried', () => {
    const [first] = passedReport.steps;
    const applies = (id: string): string | undefined => {
      const checks =
        crowdedReport(1)
          .steps[0]?.checks.slice(0, 1)
          .map((check) => ({ ...check, id })) ?? [];
      const steps = first === undefined ? [] : [{ ...first, schema: null, checks }];
      return /^\| 0001\\_initial\\_schema \| (.*?) ?\|/m.exec(markdownReport({ ...passedReport, steps }, plain))?.[1];
    };
    expect([applies('forward-applies'), applies('drop-reaches-children')]).toEqual(['**no**', '']);
  });

  test('names the engine of a step where there are several', () => {
    const { engines, steps } = crowdedReport(1);
    const both = {
      engines: [...engines, ...engines],
      steps: steps.flatMap((step) => [step, { ...step, engine: 'd1' }]),
    };
    const headings = markdownReport({ ...crowdedReport(1), ...both }, plain).match(/^#### .*/gm);
    expect(headings).toEqual(['#### 0002\\_email · better-sqlite3', '#### 0002\\_email · d1']);
  });

  test('shows how a plan changes', () => {
    const [loose] = failedReport.findings;
    const data = { before: ['SEARCH t USING INDEX i (a=?)'], after: ['SCAN t', 'USE TEMP B-TREE FOR ORDER BY'] };
    const report = { ...failedReport, findings: loose === undefined ? [] : [{ ...loose, data }] };
    expect(readMarkdown(markdownReport(report, plain)).blocks).toContain(
      '- SEARCH t USING INDEX i (a=?)\n+ SCAN t\n+ USE TEMP B-TREE FOR ORDER BY',
    );
  });
});

describe('a summary that is too long', () => {
  const wide = (report: Report): Report =>
    JSON.parse(JSON.stringify(report), (key, value) =>
      key === 'fix' ? `${value}\n${'-- é `` \n'.repeat(2000)}` : value,
    );
  const kinds = (report: Report): Report =>
    JSON.parse(JSON.stringify(report), (key, value) => (key === 'findings' ? value.map(withOwnWhy) : value));
  const withOwnWhy = (finding: object, index: number): object => ({ ...finding, why: `reason ${index}` });
  const summary = markdownReport(kinds(wide(crowdedReport(100))), plain);

  test('is cut between two findings, with a note and the command that repeats the run', () => {
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(900 * 1024);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(850 * 1024);
    expect(summary).toMatch(
      /\n\n\d+ parts of this summary left out: it may hold 900 KiB\. The JSON report has everything\.\n\nReproduce:\n/,
    );
    expect(summary.endsWith('```sh\nnpx stepproof check --seed 4242\n```\n')).toBe(true);
  });

  test('closes everything that it opens', () => {
    const { lines } = readMarkdown(summary);
    const opened = lines.filter((line) => line.startsWith('<details>'));
    expect(opened.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line === '</details>')).toHaveLength(opened.length);
  });

  test('loses its largest parts first only where they do not fit', () => {
    const [first, ...others] = crowdedReport(3).steps[0]?.checks ?? [];
    const huge =
      first === undefined
        ? []
        : [{ ...first, findings: first.findings.map((one) => ({ ...one, fix: 'x'.repeat(2 ** 20) })) }];
    const [step] = crowdedReport(3).steps;
    const steps = step === undefined ? [] : [{ ...step, checks: [...huge, ...others] }];
    const text = markdownReport({ ...crowdedReport(3), steps }, plain);
    expect(text).toContain('1 part of this summary left out');
    expect(text).toContain('**cascades-act**');
  });
});

/** Everything of ours that is a tag in a summary. */
const OUR_TAGS = /^<details><summary>[\w ,]+<\/summary>$|^<\/details>$|<span>[@$]<\/span>|<code>/g;

const ESCAPES = /\\[!-/:-@[-`{-~]/g;

/** What in the lines outside of code would be more than text. */
function markupIn(lines: readonly string[]): readonly string[] {
  const found: string[] = [];
  let cells = 0;
  for (const line of lines) {
    const bare = line.replace(OUR_TAGS, '').replace(ESCAPES, '');
    if (/[<>`]/.test(bare)) found.push(`tag or code: ${line}`);
    if (/\]\(|\]:|:\/\/|www\.|[@$~]/i.test(bare)) found.push(`link, mention or formula: ${line}`);
    if (/&(?!(?:amp|lt|gt|#124);)/.test(bare)) found.push(`entity: ${line}`);
    const pipes = bare.split('|').length;
    if (line.startsWith('| ')) {
      if (cells !== 0 && pipes !== cells) found.push(`table: ${line}`);
      cells = pipes;
    } else {
      cells = 0;
      if (pipes > 1) found.push(`table: ${line}`);
      if (/^(?:\s|[+=]|-(?! )|:|\d+[.)])/.test(line)) found.push(`block: ${line}`);
      if (/^#/.test(line) && !/^#{3,4} /.test(line)) found.push(`heading: ${line}`);
    }
  }
  return found;
}

describe('foreign text in the job summary', () => {
  test('is no markup', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { lines } = readMarkdown(markdownReport(withForeignText(text), plain));
        expect(markupIn(lines)).toEqual([]);
        expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(3);
        expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(1);
        expect(lines.filter((line) => line.startsWith('<details>'))).toHaveLength(1);
        expect(lines.filter((line) => line === '</details>')).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  test('is no markup in an error', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(markupIn(readMarkdown(markdownReport(brokenWithForeignText(text), plain)).lines)).toEqual([]);
      }),
    );
  });

  test('is read back as what it was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const report = markdownReport(withForeignText(text), plain);
        const { blocks, lines } = readMarkdown(report);
        const shown = lines.map(shownText);
        const line = printableLine(text).trim();
        if (line !== '') expect(shown.some((one) => one.startsWith(`| ${line} |`))).toBe(true);
        if (text.trim() !== '') expect(blocks).toContain(printable(text).trimEnd());
      }),
    );
  });

  test('leads to no place but the repository', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { lines } = readMarkdown(markdownReport(withForeignText(text), onGitHub));
        const bare = lines.map((line) => line.replace(ESCAPES, ''));
        const targets = bare.flatMap((line) => [...line.matchAll(/\]\((.*?)\)/g)].map((match) => match[1] ?? ''));
        expect(targets).toHaveLength(2);
        for (const target of targets) {
          expect(target).toMatch(/^https:\/\/github\.com\/acme\/shop\/blob\/0123abc\/(?:[\w.~/-]|%[0-9A-F]{2})*#L\d+$/);
        }
      }),
    );
  });

  test('controls neither the terminal nor the reading direction', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const summary = markdownReport(withForeignText(text), plain);
        expect(summary.replace(/[\n\t]/g, '')).not.toMatch(
          /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u,
        );
      }),
    );
  });

  test.each(attacks)('%j is shown by each way of writing it', (text) => {
    const line = printableLine(text);
    expect(readMarkdown(codeBlock('', text)).blocks).toEqual([printable(text).trimEnd()]);
    expect(readMarkdown(`x ${inlineCode(text)}`).lines).toEqual(['x <code>']);
    expect(inlineCode(text)).toContain(line);
    const words = (given: string): string => given.replace(/\s+/g, ' ').trim();
    expect(words(shownText(prose(text).replaceAll('\\\n', '\n')))).toBe(words(printable(text)));
  });
});
