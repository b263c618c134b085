import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { githubReport } from '../../harness/reporters/github.ts';
import { printable, printableLine } from '../../harness/reporters/printable.ts';
import { workflowCommand } from '../../harness/reporters/workflowCommand.ts';
import { runnerCommands } from './actionsRunner.ts';
import { hostile } from './hostileText.ts';
import {
  brokenReport,
  brokenWithForeignText,
  crowdedReport,
  failedReport,
  passedReport,
  plain,
  withForeignText,
} from './sampleReport.ts';

describe('the report for GitHub Actions', () => {
  test('reads well as a log and annotates every finding', async () => {
    await expect(githubReport(failedReport, plain)).toMatchFileSnapshot('../golden/github-failed.txt');
  });

  test('annotates what could not be done', async () => {
    await expect(githubReport(brokenReport, plain)).toMatchFileSnapshot('../golden/github-broken.txt');
  });

  test('is a table and a line when everything passed', () => {
    const output = githubReport(passedReport, plain);
    expect(runnerCommands(output)).toEqual([]);
    expect(output.split('\n').at(-2)).toMatch(/^✓ 1 step passed/);
  });

  test('is the errors and the last line when it is quiet', () => {
    const output = githubReport(failedReport, { ...plain, quiet: true });
    expect(runnerCommands(output).map(({ name }) => name)).toEqual(['error']);
    expect(output.split('\n')).toHaveLength(3);
  });

  test('names files as seen from the root of the repository', () => {
    const output = githubReport(failedReport, { ...plain, base: 'packages/db/' });
    expect(runnerCommands(output)[0]?.properties).toEqual({
      file: 'packages/db/migrations/0002_email.sql',
      line: '3',
      col: '1',
      title: 'rows-survive',
    });
  });

  test('puts a finding without a place at the script of its step', () => {
    const notices = runnerCommands(githubReport(failedReport, plain)).filter(({ name }) => name === 'notice');
    expect(notices.map(({ properties }) => properties['file'])).toEqual(['migrations/0002_email.sql']);
  });
});

describe('of more annotations than GitHub keeps', () => {
  const amounts = (amount: number) => {
    const commands = runnerCommands(githubReport(crowdedReport(amount), plain));
    return ['error', 'warning', 'notice', 'group'].map((kind) => commands.filter(({ name }) => name === kind).length);
  };

  test('all stand where ten are enough', () => {
    expect(amounts(9)).toEqual([10, 9, 9, 0]);
  });

  test('nine stand, and one says where the others are', () => {
    expect(amounts(10)).toEqual([10, 10, 10, 1]);
    expect(amounts(50)).toEqual([10, 10, 10, 3]);
    const rest = runnerCommands(githubReport(crowdedReport(50), plain)).find(
      ({ properties }) => properties['title'] === 'stepproof',
    );
    expect(rest?.data).toBe('42 more errors: see "42 more errors" in the log of this step');
  });

  test('those about what could not be done count among them', () => {
    const commands = runnerCommands(githubReport({ ...crowdedReport(50), errors: brokenReport.errors }, plain));
    expect(commands.filter(({ name }) => name === 'error')).toHaveLength(10);
    expect(commands[0]?.properties['title']).toBe('sql-incomplete');
  });

  test('those of another kind come before more of the same', () => {
    const [, second] = runnerCommands(githubReport(crowdedReport(50), plain));
    expect(second?.properties['title']).toBe('cascades-act');
  });

  test('the others stand in the log in full', async () => {
    await expect(githubReport(crowdedReport(11), plain)).toMatchFileSnapshot('../golden/github-crowded.txt');
    const output = githubReport(crowdedReport(50), plain);
    for (let index = 0; index < 50; index++)
      expect(output).toContain(`deletes both rows (2 before, 0 after) (${index})`);
  });
});

describe('foreign text in the report for GitHub Actions', () => {
  test('is read back by the runner as what it was, and is no command of its own', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const commands = runnerCommands(githubReport(withForeignText(text), { ...plain, source: () => text }));
        expect(commands.map(({ name }) => name)).toEqual(['error', 'error', 'error']);
        for (const { data, properties } of commands) {
          expect(data.startsWith(printable(text).trimEnd())).toBe(true);
          expect(properties['title'] ?? '').toBe(printableLine(text).trimEnd());
        }
      }),
    );
  });

  test('is no command among the findings that are left to the log', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [step] = withForeignText(text).steps;
        const steps = step === undefined ? [] : Array.from({ length: 6 }, () => step);
        const output = githubReport({ ...withForeignText(text), steps }, { ...plain, source: () => text });
        const names = runnerCommands(output).map(({ name }) => name);
        expect(names).toEqual([...Array.from({ length: 10 }, () => 'error'), 'group', 'endgroup']);
      }),
    );
  });

  test('is read back from an error, too', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const commands = runnerCommands(githubReport(brokenWithForeignText(text), plain));
        expect(commands.map(({ name }) => name)).toEqual(['error']);
        expect(commands[0]?.data.startsWith(printable(text).trimEnd())).toBe(true);
      }),
    );
  });

  test('controls neither the terminal nor the reading direction', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const output = githubReport(withForeignText(text), { ...plain, source: () => text });
        expect(output.replace(/[\n\t]/g, '')).not.toMatch(
          /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u,
        );
      }),
    );
  });
});

test('a workflow command is read back as what it was made of', () => {
  const value = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.trim() === text);
  fc.assert(
    fc.property(value, value, fc.string({ unit: 'binary' }), (file, title, data) => {
      const [command] = runnerCommands(workflowCommand('error', { file, line: 3, col: null, title }, data));
      expect(command).toEqual({ name: 'error', properties: { file, line: '3', title }, data });
    }),
  );
});
