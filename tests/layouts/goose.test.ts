import { describe, expect, test } from 'vitest';
import type { Migration } from '../../harness/model/script.ts';
import { type Files, folderOf, readFolder, refusalOf } from './reading.ts';

const UP = '-- +goose Up\nCREATE TABLE t (a);\n';
const BOTH = `${UP}-- +goose Down\nDROP TABLE t;\n`;

function folder(files: Files): string {
  return folderOf(Object.fromEntries(Object.entries(files).map(([name, text]) => [`migrations/${name}`, text])));
}

function stepOf(text: string): Migration {
  const [step] = readFolder(folder({ '1_a.sql': text })).migrations;
  if (step === undefined) throw new Error('no step was read');
  return step;
}

function remarksOn(text: string): readonly (readonly string[])[] {
  return readFolder(folder({ '1_a.sql': text })).remarks.map(({ severity, check, message, location }) => [
    severity,
    check,
    message,
    `${location?.line}:${location?.column}`,
  ]);
}

describe('a goose file', () => {
  test('goes forward and back, at the lines where it stands', () => {
    const set = readFolder(folder({ '00001_init.sql': BOTH }));
    const [step] = set.migrations;
    expect([set.layout, step?.id, set.remarks]).toEqual(['goose', '00001_init', []]);
    expect(step?.forward.statements).toMatchObject([{ text: 'CREATE TABLE t (a)', line: 2, column: 1 }]);
    expect(step?.rollback?.statements).toMatchObject([{ text: 'DROP TABLE t', line: 4, column: 1 }]);
    expect(step?.forward.transaction).toBe('runner');
  });

  test('may write its annotations in any case, and have Windows line ends', () => {
    const { forward, rollback } = stepOf(BOTH.replace('Up', 'UP').replace('Down', 'down').replaceAll('\n', '\r\n'));
    expect([forward.statements.length, rollback?.statements.length]).toEqual([1, 1]);
  });

  test('without Down has no rollback, with nothing below Down an empty one', () => {
    expect(stepOf(UP).rollback).toBeNull();
    expect(stepOf(`${UP}-- +goose Down\n`).rollback?.statements).toEqual([]);
  });

  test('takes the comments above Up along', () => {
    const { forward } = stepOf(`-- stepproof: irreversible "old logs"\n${UP}`);
    expect(forward.directives).toMatchObject([{ kind: 'irreversible', line: 1 }]);
  });

  test('runs both directions without a transaction when it says so anywhere', () => {
    const { forward, rollback } = stepOf(`-- +goose NO TRANSACTION\n${BOTH}`);
    expect([forward.transaction, rollback?.transaction]).toEqual(['none', 'none']);
  });

  test('ends a statement where its block ends, with or without a semicolon', () => {
    const { forward } = stepOf(
      [
        '-- +goose Up',
        '-- +goose StatementBegin',
        'CREATE TABLE a (x)',
        '-- +goose StatementEnd',
        '-- +goose StatementBegin',
        'CREATE TRIGGER t AFTER INSERT ON a BEGIN',
        '  DELETE FROM a;',
        'END',
        '-- +goose StatementEnd',
        'CREATE TABLE b (y);',
      ].join('\n'),
    );
    expect(forward.statements.map(({ text, line }) => [text.split('\n')[0], line])).toEqual([
      ['CREATE TABLE a (x)', 3],
      ['CREATE TRIGGER t AFTER INSERT ON a BEGIN', 6],
      ['CREATE TABLE b (y)', 10],
    ]);
  });

  test('gets an error for a trigger that goose would cut in pieces, and none where it stands in a block or in one line', () => {
    const trigger = 'CREATE TRIGGER g AFTER INSERT ON t BEGIN\n  DELETE FROM t; -- all\nEND;\n';
    expect(remarksOn(UP + trigger)).toEqual([
      ['error', 'forward-applies', 'goose cuts this statement at a semicolon inside of it', '3:1'],
    ]);
    expect(remarksOn(`${UP}-- +goose StatementBegin\n${trigger}-- +goose StatementEnd\n`)).toEqual([]);
    expect(remarksOn(UP + trigger.replace(' -- all', '').replaceAll('\n ', ' ').replace(';\nEND', '; END'))).toEqual(
      [],
    );
  });

  test('gets an error for a statement that no semicolon ends', () => {
    expect(remarksOn(`${UP}-- +goose Down\nDROP TABLE t`)).toEqual([
      ['error', 'rollback-applies', 'goose refuses the file: no semicolon ends this statement', '4:1'],
    ]);
  });

  test('gets a warning for variables of the environment, where they are put in', () => {
    const name = "INSERT INTO t VALUES ('$NAME');\n";
    expect(remarksOn(`${UP}-- +goose ENVSUB ON\n${name}-- +goose ENVSUB OFF\n${name}`)).toEqual([
      ['warning', 'forward-applies', 'a variable of the environment stands here, and is not replaced', '4:1'],
    ]);
  });

  test.each([
    ['two Up', `${UP}${UP}`, 3],
    ['two Down', `${BOTH}-- +goose Down\n`, 5],
    ['Down first', '-- +goose Down\nSELECT 1;\n-- +goose Up\nSELECT 2;\n', 1],
    ['a statement above Up', `/* first */\n\n  SELECT 1;\n${UP}`, 3],
    ['a block that does not end', `${UP}-- +goose StatementBegin\nSELECT 1;\n`, 3],
    ['a block that Down cuts', `${UP}-- +goose StatementBegin\nSELECT 1;\n-- +goose Down\n-- +goose StatementEnd\n`, 3],
    ['an end without a beginning', `${UP}-- +goose StatementEnd\n`, 3],
    ['a block above Up', `-- +goose StatementBegin\n-- +goose StatementEnd\n${UP}`, 1],
    ['a word that goose does not know', `${UP}-- +goose StatmentBegin\n`, 3],
    ['no annotation', 'SELECT 1;\n', 1],
  ])('is refused for %s', (_, text, line) => {
    const error = refusalOf(folder({ '1_a.sql': BOTH, '2_b.sql': text }));
    expect(error).toMatchObject({
      code: 'marker-misplaced',
      detail: { location: { file: 'migrations/2_b.sql', line } },
    });
  });
});

describe('a goose folder', () => {
  test('orders versions by value, and names steps in Go where they are missing', () => {
    const set = readFolder(
      folder({ '10_c.sql': BOTH, '2_a.sql': BOTH, '3_b.go': 'package m', '3_b_test.go': '', 'main.go': '' }),
    );
    expect(set.migrations.map(({ id }) => id)).toEqual(['2_a', '10_c']);
    expect(set.remarks).toMatchObject([{ check: 'forward-applies', severity: 'warning', object: 'step 3_b' }]);
  });

  test('with one version in SQL and in Go is refused', () => {
    expect(refusalOf(folder({ '3_a.sql': BOTH, '3_b.go': '' })).code).toBe('migration-duplicate');
  });

  test('names files that goose passes over, and numbers that are missing', () => {
    const set = readFolder(folder({ '1_a.sql': BOTH, '3_c.sql': BOTH, 'seed.sql': 'SELECT 1;' }));
    expect(set.remarks.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'migrations/seed.sql is left out: goose does not take it for a migration'],
      ['note', 'number 2 is missing behind migrations/1_a.sql'],
    ]);
  });
});
