import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitStatements } from '../../harness/sql/split.ts';
import { tokenize } from '../../harness/sql/tokens.ts';
import { CORPUS } from './corpus.ts';

function texts(sql: string): readonly string[] {
  return splitStatements(sql).statements.map(({ text }) => text);
}

describe('statements of a script', () => {
  test('run from the first token to the last, without the semicolon', () => {
    expect(texts(' -- a\nSELECT 1 /* b */ + 1 -- c\n ; /* d */ SELECT 2')).toEqual([
      'SELECT 1 /* b */ + 1',
      'SELECT 2',
    ]);
  });

  test('pieces without a token are no statements', () => {
    expect(texts(';; -- a;\n /* b; */ ;')).toEqual([]);
    expect(texts('')).toEqual([]);
  });

  test('carry offsets and the place of their first token', () => {
    const sql = '-- a\r\n  SELECT 1 ;\r\nSELECT 2';
    expect(splitStatements(sql).statements).toEqual([
      { text: 'SELECT 1', start: 8, end: 18, line: 2, column: 3 },
      { text: 'SELECT 2', start: 20, end: 28, line: 3, column: 1 },
    ]);
  });

  test('with what lies between them they are the script again', () => {
    const parts = fc.constantFrom(
      ';',
      ' ',
      '\n',
      '-- ;\n',
      '/* ; */',
      "'a;'",
      'select',
      'create trigger ',
      'begin ',
      'end',
      '"',
      '[',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 25 }), (tokens) => {
        const sql = tokens.join('');
        let joined = '';
        for (const { text, start, end } of splitStatements(sql).statements) {
          const before = sql.slice(joined.length, start);
          const after = sql.slice(start + text.length, end);
          expect(tokenize(before).every((token) => token.text === ';')).toBe(true);
          expect(tokenize(after).length).toBeLessThanOrEqual(1);
          expect(tokenize(text).length).toBeGreaterThan(0);
          joined += before + text + after;
        }
        expect(tokenize(sql.slice(joined.length)).every((token) => token.text === ';')).toBe(true);
        expect(joined + sql.slice(joined.length)).toBe(sql);
      }),
    );
  });
});

describe.each(CORPUS)('the corpus script $name', ({ sql, count }) => {
  test('is cut into statements that the engine takes one by one', () => {
    const db = new Database(':memory:');
    const { statements, unfinished } = splitStatements(sql);
    expect(unfinished).toBeNull();
    expect(statements).toHaveLength(count);
    for (const { text } of statements) {
      const statement = db.prepare(text);
      if (statement.reader) statement.all();
      else statement.run();
    }
    expect(db.inTransaction).toBe(false);
  });
});
