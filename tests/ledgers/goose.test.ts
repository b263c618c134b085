import { describe, expect, test } from 'vitest';
import { AT, clean, ledgerOf } from './reading.ts';

const TABLE = `CREATE TABLE goose_db_version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version_id INTEGER NOT NULL,
  is_applied INTEGER NOT NULL,
  tstamp TIMESTAMP DEFAULT (datetime('now'))
);`;
const FILES = {
  'migrations/00001_loans.sql': '-- +goose Up\nCREATE TABLE loans (id);\n-- +goose Down\nDROP TABLE loans;\n',
  'migrations/00002_lent.sql': '-- +goose Up\nCREATE TABLE lent (id);\n-- +goose Down\nDROP TABLE lent;\n',
};

function rows(...all: readonly (readonly [number, number])[]): string {
  const values = [[0, 1], ...all].map(([version, isApplied]) => `(${version}, ${isApplied}, '${AT}')`);
  return `${TABLE} INSERT INTO goose_db_version (version_id, is_applied, tstamp) VALUES ${values.join(', ')};`;
}

describe("goose's ledger", () => {
  test('names applied versions, behind a row for none', async () => {
    expect(await ledgerOf(FILES, rows([1, 1]))).toEqual(clean('goose', 'goose_db_version', ['00001_loans'], AT));
  });

  test('is decided by the last row of a version', async () => {
    const state = await ledgerOf(FILES, rows([1, 1], [2, 1], [2, 0], [1, 0], [1, 1]));
    expect(state?.applied).toEqual([{ id: '00001_loans', appliedAt: AT }]);
  });

  test('tells of a version that the folder lacks', async () => {
    expect(await ledgerOf(FILES, rows([1, 1], [7, 1]))).toMatchObject({ unknown: ['7'] });
  });
});
