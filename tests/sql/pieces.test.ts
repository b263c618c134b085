import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutPieces } from '../../harness/sql/pieces.ts';

const { capi } = await sqlite3InitModule();

/** Where SQLite itself cuts: at each semicolon up to which the text since the last cut is complete. */
function cutsOfSqlite(sql: string): readonly number[] {
  const cuts: number[] = [];
  let start = 0;
  for (let at = sql.indexOf(';'); at >= 0; at = sql.indexOf(';', at + 1)) {
    if (capi.sqlite3_complete(sql.slice(start, at + 1)) === 0) continue;
    cuts.push(at + 1);
    start = at + 1;
  }
  return cuts;
}

/** The same of ours: a piece ends behind a semicolon unless it is the last. */
function cutsOf(sql: string): readonly number[] {
  return cutPieces(sql)
    .pieces.filter(({ last, end }) => last < end)
    .map(({ end }) => end);
}

const KEYWORDS = ['explain', 'create', 'temp', 'temporary', 'trigger', 'end', 'begin', 'case', 'query', 'select'];
const NEAR_KEYWORDS = ['end1', '_end', 'trigger1', 'creates', 'tempo', 'endé', '$v', '@p', ':a', '?1', '1', 'x'];
const QUOTED = [`'`, `"`, '`', '[', ']', `'a;b'`, `"a;b"`, '`;`', `[a;'b]`, `''''`, `"a""b"`, `'it''s'`];
const COMMENTS = ['--', '-- a;b\n', '--\r', '/*', '*/', '/* ; */', '/*/', '/**/', '/* /* */', '-', '/', '*'];
const BLANKS = [' ', '\t', '\r', '\n', '\r\n', '\f', '\v', '\u00a0', '\ufeff', '\u200b'];
const OTHERS = ['(', ')', '=', ',', '.', '😀', 'é', '\\', '\u2028'];

const keyword = fc.constantFrom(...KEYWORDS).chain((word) => fc.mixedCase(fc.constant(word)));
const anyToken = fc.oneof(
  { weight: 4, arbitrary: fc.constant(';') },
  { weight: 4, arbitrary: keyword },
  { weight: 3, arbitrary: fc.constantFrom(...BLANKS) },
  fc.constantFrom(...NEAR_KEYWORDS, ...QUOTED, ...COMMENTS, ...OTHERS),
);
const triggerToken = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(';', '; ', 'end', 'END;', ' end ', ' ') },
  anyToken,
);
const anyText = fc.array(anyToken, { maxLength: 30 });
const TRIGGER_STARTS = [
  'create trigger ',
  'CREATE/**/temp Trigger\n',
  'create Temporary trigger ',
  'explain query create trigger ',
  'explain explain create trigger ',
];
const triggerText = fc
  .tuple(fc.constantFrom(...TRIGGER_STARTS), fc.array(triggerToken))
  .map(([start, tokens]) => [start, ...tokens]);
const hostileText = fc.oneof(anyText, triggerText);
const hostileScript = hostileText.map((tokens) => tokens.join(''));

describe('cutting a script at the ends of its statements', () => {
  test('every text is cut exactly where sqlite3_complete cuts it', () => {
    fc.assert(
      fc.property(hostileScript, (sql) => {
        expect(cutsOf(sql)).toEqual(cutsOfSqlite(sql));
      }),
      { numRuns: 4000 },
    );
  });

  test('the texts compared are cut often, and inside triggers too', () => {
    const sample = fc.sample(hostileScript, { numRuns: 1000, seed: 1 });
    expect(sample.filter((sql) => cutsOf(sql).length > 0).length).toBeGreaterThan(300);
    const triggers = sample.filter((sql) => /^create trigger/.test(sql) && cutsOf(sql).length > 0);
    expect(triggers.length).toBeGreaterThan(30);
  });

  test('pieces follow each other and hold all text but blanks, comments and semicolons', () => {
    fc.assert(
      fc.property(hostileScript, (sql) => {
        let before = 0;
        for (const { first, last, end } of cutPieces(sql).pieces) {
          expect(first ?? before).toBeGreaterThanOrEqual(before);
          expect(last).toBeGreaterThanOrEqual(first ?? before);
          expect(end).toBeGreaterThanOrEqual(last);
          before = end;
        }
        expect(cutPieces(sql.slice(before)).pieces).toEqual([]);
      }),
    );
  });

  test('a semicolon on its own, or behind a comment, is a piece without a token', () => {
    expect(cutPieces('; -- a\n;').pieces).toEqual([
      { first: null, last: 0, end: 1 },
      { first: null, last: 7, end: 8 },
    ]);
  });

  test.each([
    [`select 'it''s`, 'string', 7],
    [`select 'a''`, 'string', 7],
    [`select 'a' 'b; select 1;`, 'string', 11],
    ['select "a', 'quoted name', 7],
    ['select `a', 'quoted name', 7],
    ['select [a', 'quoted name', 7],
    [`select 1 '`, 'string', 9],
    ['select 1; /* never closed; select 2;', 'comment', 10],
    ['/*/', 'comment', 0],
    ['select 1 /*', 'comment', 9],
    ['select 1; create trigger t after insert on a begin select 1;', 'trigger', 10],
    ['create temp trigger t after insert on a begin select 1 end;', 'trigger', 0],
    [`create trigger t after insert on a begin select 'x`, 'string', 48],
  ])('%j leaves open a %s that begins at %i', (sql, what, at) => {
    expect(cutPieces(sql).unfinished).toEqual({ what, at });
  });

  test.each([
    'select 1',
    'select 1 -- a comment without a line end',
    'select 1 /* closed */',
    "select ''",
    "select ']'",
    'create trigger t after insert on a begin select 1; end',
    '/**/',
    '',
  ])('%j leaves nothing open', (sql) => {
    expect(cutPieces(sql).unfinished).toBeNull();
  });
});
