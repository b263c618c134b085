import { describe, expect, test } from 'vitest';
import { lintFolder } from '../../harness/commands/lint.ts';
import type { Finding } from '../../harness/model/finding.ts';
import { projectFolder } from '../config/projectFolder.ts';

const CROSSED = 'CREATE TABLE a (x, y);\nCREATE TABLE b (y, x);\nINSERT INTO b SELECT * FROM a;\n';

async function lint(files: Readonly<Record<string, string>>, options = {}) {
  return (await lintFolder({ dir: projectFolder(files), ...options }, () => 0, false)).report;
}

async function findingsOf(files: Readonly<Record<string, string>>, options = {}) {
  const { steps } = await lint(files, options);
  return steps.flatMap(({ checks }) => checks.flatMap(({ id, findings }) => findings.map((one) => named(id, one))));
}

function named(id: string, { severity }: Finding): string {
  return `${severity} ${id}`;
}

describe('lint of a folder', () => {
  test('names no engine, and each hazard with what it looked at', async () => {
    const report = await lint({ 'migrations/0001_a.sql': CROSSED });
    expect(report).toMatchObject({ command: 'lint', engines: [], summary: { steps: 1, failed: 1, errors: 1 } });
    expect(report.steps[0]).toMatchObject({ engine: 'none', status: 'failed', schema: null });
    expect(report.steps[0]?.checks.find(({ id }) => id === 'star-copy')).toMatchObject({ status: 'failed', cases: 3 });
  });

  test('settles a finding where a comment gives the reason', async () => {
    const ignored = CROSSED.replace('INSERT', '-- stepproof: ignore star-copy "both are empty"\nINSERT');
    const { steps, summary, findings } = await lint({ 'migrations/0001_a.sql': ignored });
    expect([summary.errors, summary.notes, findings]).toEqual([0, 1, []]);
    expect(steps[0]?.status).toBe('passed');
  });

  test('reports a comment that settles no finding of a hazard that was looked for', async () => {
    const idle = '-- stepproof: ignore star-copy "of old"\nCREATE TABLE a (x);\n';
    const { findings } = await lint({ 'migrations/0001_a.sql': idle });
    expect(findings).toMatchObject([
      { check: 'directives-take-effect', severity: 'warning', message: 'ignore star-copy settles no finding' },
    ]);
    expect((await lint({ 'migrations/0001_a.sql': idle }, { check: ['analyze-inside'] })).findings).toEqual([]);
    const ofCheck = '-- stepproof: ignore rows-survive "of old"\nCREATE TABLE a (x);\n';
    expect((await lint({ 'migrations/0001_a.sql': ofCheck })).findings).toEqual([]);
  });

  test('judges by the severity of the configuration', async () => {
    const files = { 'migrations/0001_a.sql': CROSSED };
    const configured = (severity: string) => ({
      ...files,
      'stepproof.config.mjs': `export default { severity: { 'star-copy': '${severity}' } };`,
    });
    expect(await findingsOf(configured('warning'))).toEqual(['warning star-copy']);
    expect(await findingsOf(configured('off'))).toEqual([]);
  });

  test.each([
    ['better-sqlite3 alone', {}, {}, []],
    ['--engine d1', {}, { engines: ['d1'] }, ['error d1-refused-statements']],
    [
      'a configuration that names D1',
      { 'stepproof.config.mjs': "export default { engines: ['better-sqlite3', 'd1'] };" },
      {},
      ['error d1-refused-statements'],
    ],
    ['the layout of wrangler', {}, { layout: 'wrangler' }, ['error d1-refused-statements']],
  ])('looks for the dangers of D1 where D1 is meant: %s', async (_, config, options, expected) => {
    const files = { 'migrations/0001_a.sql': 'PRAGMA user_version = 7;\n', ...config };
    expect(await findingsOf(files, options)).toEqual(expected);
  });

  test('reads the steps below those that are asked for, and reports none of them', async () => {
    const report = await lint(
      {
        'migrations/0001_a.sql': 'CREATE TABLE a (x, y);\nCREATE TABLE b (y, x);\n',
        'migrations/0002_b.sql': 'INSERT INTO b SELECT * FROM a;\n',
      },
      { step: '0002' },
    );
    expect(report.steps.map(({ id, status }) => `${id} ${status}`)).toEqual(['0002_b failed']);
  });
});
