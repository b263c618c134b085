import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { isReserved, keyword } from '../../harness/sql/keyword.ts';
import { tokenize } from '../../harness/sql/tokens.ts';

const { capi, wasm } = await sqlite3InitModule();

/** All words that SQLite's parser knows. */
function keywordsOfSqlite(): readonly string[] {
  const slots = wasm.alloc(16);
  const words = Array.from({ length: capi.sqlite3_keyword_count() }, (_, index) => {
    capi.sqlite3_keyword_name(index, slots, slots + 8);
    const start = wasm.peekPtr(slots);
    const bytes = wasm.heap8u().slice(Number(start), Number(start) + wasm.peek32(slots + 8));
    return new TextDecoder().decode(bytes).toLowerCase();
  });
  wasm.dealloc(slots);
  return words;
}

test('a word is reserved when SQLite does not read it bare as the column of that name', () => {
  const db = new Database(':memory:');
  const readsColumn = (word: string) => {
    try {
      return db.prepare(`SELECT ${word} FROM (SELECT 'here' AS "${word}")`).pluck().get() === 'here';
    } catch {
      return false;
    }
  };
  const words = [...keywordsOfSqlite(), 'true', 'false', 'rowid', 'name'];
  expect(words.length).toBeGreaterThan(140);
  expect(words.filter(isReserved).sort()).toEqual(words.filter((word) => !readsColumn(word)).sort());
});

test('only a bare word is a keyword', () => {
  expect(tokenize(`Select "select" 'select' 1`).map(keyword)).toEqual(['select', '', '', '']);
  expect(keyword(undefined)).toBe('');
});
