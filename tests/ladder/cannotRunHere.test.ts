import { describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import type { StepReport } from '../../harness/model/report.ts';
import { configOf, type Pair, prove } from '../checks/climbing.ts';

const READERS: Pair = ['CREATE TABLE readers (id INTEGER PRIMARY KEY, name TEXT);', 'DROP TABLE readers;'];
const BOOKS: Pair = ['CREATE TABLE books (id INTEGER PRIMARY KEY);', 'DROP TABLE books;'];

function errorsOf(step: StepReport | undefined): readonly string[] {
  const findings =
    step?.checks.flatMap((check) => check.findings.map((finding) => ({ ...finding, check: check.id }))) ?? [];
  return findings.filter(({ severity }) => severity === 'error').map(({ check, message }) => `${check}: ${message}`);
}

describe('a script that only its own tool or database can run', () => {
  test('is an error of its step alone, and no verdict is given on its rollback', async () => {
    const step: Pair = ['UPDATE readers SET name = slugify(name);', 'UPDATE readers SET name = NULL;'];
    const { steps } = await prove([READERS, step, BOOKS]);
    expect(steps.map(({ status, rollbackVerdict }) => [status, rollbackVerdict])).toEqual([
      ['passed', 'exact'],
      ['failed', 'not-run'],
      ['passed', 'exact'],
    ]);
    expect(errorsOf(steps[1])).toEqual(['forward-applies: cannot run here: SQLite has no function slugify']);
  });

  test('points at the word, and says what to register', async () => {
    const { steps } = await prove([READERS, ['UPDATE readers\nSET name = slugify(name);', null]], {
      reversible: false,
    });
    const [finding] = steps[1]?.checks.flatMap(({ findings }) => findings) ?? [];
    expect(finding).toMatchObject({
      severity: 'error',
      location: { file: 'migrations/0002.sql', line: 2, column: 12 },
      fix: 'Register it in stepproof.config.ts:\nfunctions: { slugify: (value) => … },',
    });
  });

  test('runs once its function is registered', async () => {
    const functions = { slugify: (text: unknown) => String(text).toLowerCase() };
    const step: Pair = [
      'ALTER TABLE readers ADD COLUMN slug TEXT;\nUPDATE readers SET slug = slugify(name);',
      'ALTER TABLE readers DROP COLUMN slug;',
    ];
    const { steps } = await prove([READERS, step], {
      open: () => openBetterSqlite3({ functions }),
      config: configOf({ functions }),
    });
    expect(steps.map(({ rollbackVerdict }) => rollbackVerdict)).toEqual(['exact', 'exact']);
  });

  test.each([
    ['CREATE TABLE {{prefix}}loans (id INTEGER);', '{{prefix}} is filled in by another tool'],
    ['CREATE TABLE :schema.loans (id INTEGER);', ':schema is filled in by another tool'],
    ['CREATE TABLE loans (id INTEGER) ENGINE=InnoDB;', 'this looks like MySQL: ENGINE=InnoDB'],
    ["CREATE TABLE loans (due TEXT DEFAULT ('x'::text));", 'this looks like PostgreSQL: ::text'],
    ['CREATE EXTENSION pgcrypto;', 'this looks like PostgreSQL: CREATE EXTENSION'],
    ['CREATE VIRTUAL TABLE loans USING vec0(a);', 'the module vec0 is not part of SQLite'],
    ['CREATE INDEX i ON readers (name COLLATE de_DE);', 'there is no collation de_DE'],
  ])('%s', async (forward, what) => {
    const { steps } = await prove([READERS, [forward, 'SELECT 1;'], BOOKS]);
    expect(errorsOf(steps[1])).toEqual([`forward-applies: cannot run here: ${what}`]);
    expect(steps.map(({ status, rollbackVerdict }) => [status, rollbackVerdict])).toEqual([
      ['passed', 'exact'],
      ['failed', 'not-run'],
      ['passed', 'exact'],
    ]);
  });

  test('a second one is no consequence of the first', async () => {
    const { steps } = await prove([READERS, ['SELECT one();', null], ['SELECT two();', null]], { reversible: false });
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'failed', 'failed']);
  });

  test('a step that needs what it would have made is not run', async () => {
    const loans: Pair = ['CREATE TABLE loans (id INTEGER);\nSELECT slugify(1);', 'DROP TABLE loans;'];
    const { steps } = await prove([READERS, loans, ['CREATE INDEX i ON loans (id);', 'DROP INDEX i;'], BOOKS]);
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'failed', 'not-run', 'passed']);
  });
});

describe('a rollback that cannot run here', () => {
  test.each(['UPDATE readers SET name = slugify(name);', 'UPDATE readers SET name = {{name}};'])(
    '%s is an error without a verdict on it',
    async (rollback) => {
      const { steps } = await prove([READERS, ['CREATE INDEX i ON readers (name);', `DROP INDEX i;\n${rollback}`]]);
      expect(steps[1]).toMatchObject({ status: 'failed', rollbackVerdict: 'not-run' });
      expect(errorsOf(steps[1])).toEqual([expect.stringContaining('rollback-applies: cannot run here: ')]);
    },
  );

  test('one in another database’s words fails: its forward script is understood', async () => {
    const rollback = "ALTER TABLE readers MODIFY COLUMN name VARCHAR(10) COMMENT 'x' ON UPDATE CURRENT_TIMESTAMP;";
    const { steps } = await prove([READERS, ['CREATE INDEX i ON readers (name);', rollback]]);
    expect(steps[1]?.rollbackVerdict).toBe('fails');
    expect(errorsOf(steps[1])).toEqual([expect.stringContaining('cannot run here: this looks like MySQL')]);
  });
});
