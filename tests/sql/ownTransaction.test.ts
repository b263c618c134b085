import { describe, expect, test } from 'vitest';
import { ownTransaction } from '../../harness/sql/ownTransaction.ts';
import { scriptOf } from '../../harness/sql/script.ts';

function linesOf(sql: string): readonly [number, number] | null {
  const own = ownTransaction(scriptOf('a.sql', sql).statements);
  return own === null ? null : [own.begin.line, own.commit.line];
}

describe('the transaction that a script manages itself', () => {
  test.each([
    ['BEGIN around everything', 'BEGIN;\nCREATE TABLE t (a);\nCOMMIT;', [1, 3]],
    ['END is another word for COMMIT', 'BEGIN IMMEDIATE;\nCREATE TABLE t (a);\nEND TRANSACTION;', [1, 3]],
    [
      'pragmas outside of it',
      'PRAGMA foreign_keys = OFF;\nBEGIN;\nDROP TABLE t;\nCOMMIT;\nPRAGMA foreign_keys = ON;',
      [2, 4],
    ],
  ] as const)('%s', (_, sql, lines) => {
    expect(linesOf(sql)).toEqual(lines);
  });

  test.each([
    ['no BEGIN', 'CREATE TABLE t (a);'],
    ['no COMMIT', 'BEGIN;\nCREATE TABLE t (a);'],
    ['a statement before it', 'CREATE TABLE t (a);\nBEGIN;\nDROP TABLE t;\nCOMMIT;'],
    ['a statement behind it', 'BEGIN;\nCOMMIT;\nCREATE TABLE t (a);'],
    ['two of them', 'BEGIN;\nCOMMIT;\nBEGIN;\nCOMMIT;'],
    ['the wrong way round', 'COMMIT;\nBEGIN;'],
    ['one that is taken back', 'BEGIN;\nCREATE TABLE t (a);\nROLLBACK;'],
    ['a savepoint inside', 'BEGIN;\nSAVEPOINT s;\nRELEASE s;\nCOMMIT;'],
  ])('is none with %s', (_, sql) => {
    expect(linesOf(sql)).toBeNull();
  });
});
