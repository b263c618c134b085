import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutClauses } from '../../harness/inspect/cutClauses.ts';
import { type Token, tokenize } from '../../harness/sql/tokens.ts';
import { database } from './database.ts';

const written = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');

const COLUMN_CLAUSES = [
  'PRIMARY KEY DESC ON CONFLICT ABORT AUTOINCREMENT',
  'NOT NULL ON CONFLICT REPLACE',
  'NULL',
  'UNIQUE',
  'CHECK ( a IS NOT NULL AND ( b ) )',
  'DEFAULT NULL',
  'DEFAULT - 5',
  'DEFAULT ( CASE WHEN 1 THEN NULL END )',
  'DEFAULT "check"',
  'COLLATE "unique"',
  'REFERENCES "check" ( id ) ON DELETE SET NULL ON UPDATE SET DEFAULT MATCH FULL NOT DEFERRABLE INITIALLY DEFERRED',
  'REFERENCES p',
  'GENERATED ALWAYS AS ( a ) STORED',
  'AS ( a ) VIRTUAL',
  'CONSTRAINT "primary" CHECK ( 1 )',
];

const TABLE_CLAUSES = [
  'PRIMARY KEY ( a , b DESC ) ON CONFLICT FAIL',
  'UNIQUE ( a )',
  'CHECK ( a IN ( 1 , 2 ) )',
  'FOREIGN KEY ( a ) REFERENCES p ON DELETE SET NULL DEFERRABLE',
  'CONSTRAINT c FOREIGN KEY ( a ) REFERENCES p ON UPDATE SET DEFAULT NOT DEFERRABLE',
];

describe('an item of CREATE TABLE', () => {
  const type = fc.constantFrom('', 'TEXT', 'VARCHAR ( 10 , 2 )', 'UNSIGNED BIG INT', '"primary"');

  test('of a column is cut exactly between its clauses', () => {
    fc.assert(
      fc.property(type, fc.array(fc.constantFrom(...COLUMN_CLAUSES)), (declared, clauses) => {
        const { column, clauses: cut } = cutClauses(tokenize(['c', declared, ...clauses].join(' ')));
        expect(column?.value).toBe('c');
        expect(cut.map(({ named }) => written(named))).toEqual(clauses);
      }),
    );
  });

  test('of the table is cut exactly between its constraints, a comma between them or not', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TABLE_CLAUSES), { minLength: 1 }), (clauses) => {
        const { column, clauses: cut } = cutClauses(tokenize(clauses.join(' ')));
        expect(column).toBeNull();
        expect(cut.map(({ named }) => written(named))).toEqual(clauses);
      }),
    );
  });

  test('gives a name to the clause behind it, and to a CHECK also over other clauses, as SQLite does', async () => {
    const engine = await database('CREATE TABLE t(c CONSTRAINT n NOT NULL UNIQUE CHECK (c > 1) CONSTRAINT m)');
    await expect(engine.query('INSERT INTO t VALUES (0)')).rejects.toThrow('CHECK constraint failed: n');
    const { clauses } = cutClauses(tokenize('c CONSTRAINT n NOT NULL UNIQUE CHECK (1) CONSTRAINT m'));
    expect(clauses.map(({ name, tokens }) => [name, written(tokens)])).toEqual([
      ['n', 'NOT NULL'],
      [null, 'UNIQUE'],
      ['n', 'CHECK ( 1 )'],
      ['m', 'CONSTRAINT m'],
    ]);
  });
});
