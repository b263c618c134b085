import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { floorScript } from '../../benchmarks/floor.ts';
import type { Pair } from '../../benchmarks/pair.ts';

test('the floor runs every step forward, back and forward again, each script in a transaction', () => {
  const pairs: readonly Pair[] = [
    { name: 'notes', forward: ['CREATE TABLE notes (id)'], rollback: ['DROP TABLE notes'] },
  ];
  const script = floorScript(pairs);
  expect(script.split('\n')).toEqual([
    'PRAGMA foreign_keys = ON;',
    ...['BEGIN;', 'CREATE TABLE notes (id);', 'COMMIT;'],
    ...['BEGIN;', 'DROP TABLE notes;', 'COMMIT;'],
    ...['BEGIN;', 'CREATE TABLE notes (id);', 'COMMIT;'],
    '',
  ]);
  expect(() => new Database(':memory:').exec(script)).not.toThrow();
});
