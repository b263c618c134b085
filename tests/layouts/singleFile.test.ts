import { describe, expect, test } from 'vitest';
import type { Migration } from '../../harness/model/script.ts';
import { folderOf, readFolder, refusalOf } from './reading.ts';

function stepOf(text: string, layout: string, name = '001-a.sql'): Migration {
  const set = readFolder(folderOf({ [`migrations/${name}`]: text }));
  expect(set.layout).toBe(layout);
  const [step] = set.migrations;
  if (step === undefined) throw new Error('no step was read');
  return step;
}

/** What a step runs in each direction: lines and texts. */
function runs({ forward, rollback }: Migration): unknown {
  return [forward, rollback].map((script) => script?.statements.map(({ line, text }) => [line, text]) ?? null);
}

function idsOf(layout: string, text: string, ...names: readonly string[]): readonly string[] {
  const set = readFolder(folderOf(Object.fromEntries(names.map((name) => [`migrations/${name}`, text]))));
  expect(set.layout).toBe(layout);
  return set.migrations.map(({ id }) => id);
}

describe('dbmate', () => {
  const text = '-- all of it\n-- migrate:up\nSELECT 1;\n\n-- migrate:down\nSELECT 2;\n';

  test('cuts at its markers', () => {
    expect(runs(stepOf(text, 'dbmate'))).toEqual([[[3, 'SELECT 1']], [[6, 'SELECT 2']]]);
  });

  test('takes the transaction away from the direction that says so', () => {
    const { forward, rollback } = stepOf(text.replace(':up', ':up  transaction:false x:y'), 'dbmate');
    expect([forward.transaction, rollback?.transaction]).toEqual(['none', 'runner']);
  });

  test('has no rollback without its marker, and an empty one with nothing below it', () => {
    expect(stepOf('-- migrate:up\nSELECT 1;', 'dbmate').rollback).toBeNull();
    expect(runs(stepOf('-- migrate:up\nSELECT 1;\n-- migrate:down', 'dbmate'))).toEqual([[[2, 'SELECT 1']], []]);
  });

  test('runs several pairs of sections in the order in which they stand', () => {
    expect(runs(stepOf(text + text.replaceAll('SELECT ', 'SELECT 1'), 'dbmate'))).toEqual([
      [
        [3, 'SELECT 1'],
        [9, 'SELECT 11'],
      ],
      [
        [6, 'SELECT 2'],
        [12, 'SELECT 12'],
      ],
    ]);
  });

  test('orders by name as text, and refuses two files of one version', () => {
    expect(idsOf('dbmate', text, '10_c.sql', '9_b.sql', '20240101_a.sql')).toEqual(['10_c', '20240101_a', '9_b']);
    const error = refusalOf(folderOf({ 'migrations/1_a.sql': text, 'migrations/1_b.sql': text }));
    expect(error).toMatchObject({ code: 'migration-duplicate', detail: { location: { file: 'migrations/1_b.sql' } } });
    expect(error.detail.why).toContain('migrations/1_a.sql');
  });

  test.each([
    ['SQL above the marker', `SELECT 0;\n${text}`, 1],
    ['the way back first', '-- migrate:down\nSELECT 2;\n-- migrate:up\nSELECT 1;', 1],
    ['no marker', 'SELECT 1;', 1],
  ])('refuses %s', (_, broken, line) => {
    const error = refusalOf(folderOf({ 'migrations/1_a.sql': text, 'migrations/2_b.sql': broken }));
    expect(error).toMatchObject({
      code: 'marker-misplaced',
      detail: { location: { file: 'migrations/2_b.sql', line } },
    });
  });

  test('names files without a number', () => {
    const set = readFolder(folderOf({ 'migrations/1_a.sql': text, 'migrations/seed.sql': 'SELECT 1;' }));
    expect(set.remarks).toMatchObject([{ severity: 'warning', object: 'script migrations/seed.sql' }]);
  });
});

describe('sql-migrate', () => {
  const text = '-- +migrate Up\nSELECT 1;\n-- +migrate Down notransaction\nSELECT 2;\n';

  test('cuts at its annotations, with a transaction for each direction', () => {
    const step = stepOf(text, 'sql-migrate');
    expect(runs(step)).toEqual([[[2, 'SELECT 1']], [[4, 'SELECT 2']]]);
    expect([step.forward.transaction, step.rollback?.transaction]).toEqual(['runner', 'none']);
  });

  test('puts sections of one direction together', () => {
    expect(runs(stepOf(`${text}-- +migrate Up\nSELECT 3;\n`, 'sql-migrate'))).toEqual([
      [
        [2, 'SELECT 1'],
        [6, 'SELECT 3'],
      ],
      [[4, 'SELECT 2']],
    ]);
  });

  test('ends a statement where its block ends, and passes over words that it does not know', () => {
    const block = '-- +migrate StatementBegin\nSELECT 3\n-- +migrate StatementEnd\n-- +migrate Sideways\n';
    const set = readFolder(folderOf({ 'migrations/1.sql': `${text}${block}SELECT 4;\n` }));
    expect(set.migrations[0]?.rollback?.statements.map(({ text: sql }) => sql)).toEqual([
      'SELECT 2',
      'SELECT 3',
      'SELECT 4',
    ]);
    expect(set.remarks).toEqual([]);
  });

  test('orders by number, then by name', () => {
    expect(idsOf('sql-migrate', text, '10-a.sql', '9-b.sql', '9-a.sql', 'init.sql')).toEqual([
      '9-a',
      '9-b',
      '10-a',
      'init',
    ]);
  });
});

describe('node-sqlite', () => {
  const line = '-'.repeat(80);
  const text = `${line}\n-- Up\n${line}\nSELECT 1;\n\n${line}\n-- Down\n${line}\nSELECT 2;\n`;

  test('cuts at Down', () => {
    expect(runs(stepOf(text, 'node-sqlite'))).toEqual([[[4, 'SELECT 1']], [[9, 'SELECT 2']]]);
    expect(runs(stepOf(text.toUpperCase().replaceAll('\n', '\r\n'), 'node-sqlite'))).toEqual([
      [[4, 'SELECT 1']],
      [[9, 'SELECT 2']],
    ]);
  });

  test('runs what stands behind Down on its line, as the tool does', () => {
    expect(runs(stepOf('-- up\nSELECT 1;\n-- down SELECT 2;\n', 'node-sqlite'))).toEqual([
      [[2, 'SELECT 1']],
      [[3, 'SELECT 2']],
    ]);
  });

  test('leaves out what stands below a second Down, and says so', () => {
    const set = readFolder(folderOf({ 'migrations/001-a.sql': `${text}-- Down\nSELECT 3;\n` }));
    expect(set.migrations[0]?.rollback?.statements.length).toBe(1);
    expect(set.remarks).toMatchObject([{ severity: 'warning', location: { line: 10, column: 1 } }]);
  });

  test('leaves its own BEGIN to be found: it runs in a transaction already', () => {
    const { forward } = stepOf('-- Up\nBEGIN;\nSELECT 1;\nCOMMIT;\n-- Down\nSELECT 2;\n', 'node-sqlite');
    expect(forward.transaction).toBe('runner');
  });

  test('has no rollback without Down, where another file shows the layout', () => {
    const set = readFolder(folderOf({ 'migrations/001-a.sql': text, 'migrations/002-b.sql': 'SELECT 1;' }));
    expect(set.migrations[1]?.rollback).toBeNull();
  });

  test('is not seen in files that have a direction in their names', () => {
    const set = readFolder(folderOf({ 'migrations/1_a.up.sql': text, 'migrations/1_a.down.sql': text }));
    expect(set.layout).toBe('up-down');
  });
});

describe('tern', () => {
  const text = 'SELECT 1;\n---- create above / drop below ----\nSELECT 2;\n';

  test('cuts at its marker, and cannot go back without one', () => {
    expect(runs(stepOf(text, 'tern', '001_a.sql'))).toEqual([[[1, 'SELECT 1']], [[3, 'SELECT 2']]]);
    const set = readFolder(folderOf({ 'migrations/001_a.sql': text, 'migrations/002_b.sql': 'SELECT 1;' }));
    expect(set.migrations[1]?.rollback).toBeNull();
  });
});

describe('rambler', () => {
  const text =
    '-- rambler up\nSELECT 1;\n-- rambler down\nSELECT 2;\nSELECT 3;\n-- rambler down\n-- stepproof: ignore rows-survive "x"\nSELECT 4;\n';

  test('runs without a transaction, and the last way back first', () => {
    const step = stepOf(text, 'rambler');
    expect(runs(step)).toEqual([
      [[2, 'SELECT 1']],
      [
        [8, 'SELECT 4'],
        [4, 'SELECT 2'],
        [5, 'SELECT 3'],
      ],
    ]);
    expect(step.forward.transaction).toBe('none');
    expect(step.rollback?.directives).toMatchObject([{ statement: 0 }]);
  });

  test('refuses a file without a marker', () => {
    const root = folderOf({ 'migrations/1.sql': text, 'migrations/2.sql': 'SELECT 1;' });
    expect(refusalOf(root)).toMatchObject({
      code: 'marker-misplaced',
      detail: { location: { file: 'migrations/2.sql' } },
    });
  });
});
