import { describe, expect, test } from 'vitest';
import type { SqlValue } from '../../harness/model/value.ts';
import { contents, databaseOf, fill, filled, values } from './database.ts';

const LEDGER = `CREATE TABLE ledger (
  id TEXT PRIMARY KEY, email TEXT NOT NULL, website_url TEXT NOT NULL, session_uuid TEXT NOT NULL, label TEXT NOT NULL,
  note TEXT, amount INTEGER NOT NULL, price REAL NOT NULL, rate NUMERIC NOT NULL, photo BLOB NOT NULL, anything NOT NULL,
  is_open INTEGER NOT NULL, created_at DATETIME NOT NULL, born DATE NOT NULL, wakes TIME NOT NULL, seen_at INTEGER NOT NULL,
  config JSON NOT NULL, tags JSON NOT NULL, steps JSON NOT NULL, test_results JSON NOT NULL)`;

describe('values that show damage', () => {
  test('text has mixed case, leading zeros, quotes, line breaks, other scripts, nothing, and what looks like numbers and dates', async () => {
    const texts = (await values(await filled(LEDGER), 'label', 'ledger')).map(String);
    for (const kind of [/[a-z].*[A-Z]/, /^00\d+$/, /'.*"/, /\n/, /[^\0-\x7f]/, /^$/, /^\d+e3$|^\d{4}-\d\d-\d\d/]) {
      expect(texts.some((text) => kind.test(text))).toBe(true);
    }
  });

  test('numbers are negative, zero, beyond 2^53, tiny, huge and whole', async () => {
    const database = await filled(LEDGER);
    const amounts = (await values(database, 'amount', 'ledger')).map(BigInt as (value: SqlValue) => bigint);
    expect(amounts).toContain(0n);
    expect(amounts.some((amount) => amount < 0n)).toBe(true);
    expect(amounts.some((amount) => amount > 2n ** 53n && BigInt(Number(amount)) !== amount)).toBe(true);
    const prices = await values(database, 'price', 'ledger');
    expect(prices).toEqual(expect.arrayContaining([15.437, 1e300]));
    expect(prices.some((price) => Number.isInteger(price) && Number(price) < 1e6)).toBe(true);
  });

  test('one row has what a column gets when nobody names it', async () => {
    const database = await filled(
      "CREATE TABLE t (a TEXT NOT NULL DEFAULT 'none', b INTEGER DEFAULT -1, c TEXT NOT NULL DEFAULT (lower('X')))",
    );
    expect(await values(database, 'a', 't')).toContain('none');
    expect(await values(database, 'b', 't')).toContain(-1n);
  });

  test('a pattern of digits and letters gets both', async () => {
    const database = await filled(
      "CREATE TABLE t (code TEXT NOT NULL CHECK (code GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f]'))",
    );
    for (const code of await values(database, 'code', 't')) expect(code).toMatch(/[a-f]/);
  });

  test('rows share one column of a key that others tell apart', async () => {
    const database = await filled(
      'CREATE TABLE t (year INTEGER NOT NULL, number INTEGER NOT NULL, UNIQUE (year, number))',
    );
    const numbers = await values(database, 'number', 't');
    expect(new Set(numbers).size).toBeLessThan(numbers.length);
  });

  test('bytes are changed by a change of case', async () => {
    const database = await filled('CREATE TABLE t (data BLOB NOT NULL)');
    for (const isChanged of await values(database, 'CAST(upper(data) AS BLOB) <> data', 't'))
      expect(isChanged).toBe(1n);
  });

  test('two times of a row are no whole number of minutes apart', async () => {
    const { engine } = await filled('CREATE TABLE t (starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL)');
    const [row] = await engine.query('SELECT min((ends_at - starts_at) % 60) FROM t');
    expect(row).not.toEqual([0n]);
  });

  test('each column has its kind of value', async () => {
    const database = await filled(LEDGER);
    const kinds: Readonly<Record<string, RegExp>> = {
      email: /^\S+@\S+\.com$/,
      website_url: /^https:\/\//,
      session_uuid: /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/,
      created_at: /^202[34]-\d\d-\d\d \d\d:\d\d:\d\d$/,
      born: /^202[34]-\d\d-\d\d$/,
      wakes: /^\d\d:\d\d:\d\d$/,
      seen_at: /^1[67]\d{8}$/,
      is_open: /^[01]$/,
      config: /^\{.*\}$/,
      tags: /^\[ ?"/,
      steps: /^\[ ?\{/,
      test_results: /^\{/,
    };
    for (const [column, kind] of Object.entries(kinds)) {
      for (const value of await values(database, column, 'ledger')) expect(String(value)).toMatch(kind);
    }
    const photos = await values(database, 'photo', 'ledger');
    expect(photos.every((photo) => photo instanceof Uint8Array && photo.includes(0))).toBe(true);
    expect(new Set(await values(database, 'typeof(anything)', 'ledger'))).toEqual(
      new Set(['text', 'integer', 'real', 'blob']),
    );
  });

  test('documents are not all as a machine writes them, and lists are in no order', async () => {
    const database = await filled(LEDGER);
    expect(await values(database, 'config IS json(config)', 'ledger')).toEqual(expect.arrayContaining([0n, 1n]));
    const sorted = '(SELECT json_group_array(value) FROM (SELECT value FROM json_each(tags) ORDER BY value %s))';
    for (const direction of ['ASC', 'DESC']) {
      const same = `json(tags) IS ${sorted.replace('%s', direction)}`;
      expect(await values(database, same, 'ledger')).toContain(0n);
    }
  });

  test('columns that may be NULL are so in some rows, a key in one', async () => {
    const database = await filled(LEDGER);
    const nulls = (await values(database, 'note IS NULL', 'ledger')).filter((isNull) => isNull === 1n);
    expect(nulls.length).toBeGreaterThan(0);
    expect(nulls.length).toBeLessThan(8);
    expect((await values(database, 'id', 'ledger')).filter((id) => id === null)).toHaveLength(1);
  });

  test('columns that may be NULL have all their other values too', async () => {
    const database = await filled(
      "CREATE TABLE t (x TEXT CHECK (x IN ('a', 'b', 'c', 'd')), y TEXT CHECK (y IN ('a', 'b', 'c')))",
    );
    expect(new Set(await values(database, 'x', 't'))).toEqual(new Set(['a', 'b', 'c', 'd', null]));
    expect(new Set(await values(database, 'y', 't'))).toEqual(new Set(['a', 'b', 'c', null]));
  });

  test('columns are NULL together in one row and apart in others', async () => {
    const database = await filled('CREATE TABLE t (a TEXT, b TEXT, c TEXT, d TEXT)');
    const kinds = async (one: string, other: string) =>
      new Set(await values(database, `(${one} IS NULL) || (${other} IS NULL)`, 't'));
    const columns = ['a', 'b', 'c', 'd'];
    for (const pair of columns.flatMap((one) => columns.map((other) => [one, other] as const))) {
      const [one, other] = pair;
      if (one < other) expect(await kinds(one, other)).toEqual(new Set(['00', '01', '10', '11']));
    }
    expect(await values(database, '(a || b || c || d) IS NOT NULL', 't')).toContain(1n);
  });

  test.each([
    ['a list', "TEXT NOT NULL CHECK (%s IN ('x', 'y', 'z'))"],
    ['a yes or no', 'BOOLEAN NOT NULL'],
  ])('two columns of %s are not the same in every row', async (_, type) => {
    const columns = ['a', 'b', 'c', 'd'].map((name) => `${name} ${type.replace('%s', name)}`);
    const { t = [] } = await contents(await filled(`CREATE TABLE t (id INTEGER PRIMARY KEY, ${columns.join(', ')})`));
    const same = (one: number, other: number): boolean => t.every((row) => row[one] === row[other]);
    expect([same(1, 2), same(1, 3), same(1, 4), same(2, 3), same(2, 4), same(3, 4)]).not.toContain(true);
  });

  test('text that holds times is precise in some rows where nothing says how it is written', async () => {
    const database = await filled(
      'CREATE TABLE t (seen_at TEXT NOT NULL, made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)',
    );
    const precise = /^202[34]-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
    const usual = /^202[34]-\d\d-\d\d \d\d:\d\d:\d\d$/;
    const seen = (await values(database, 'seen_at', 't')).map(String);
    expect(seen.filter((text) => precise.test(text)).length).toBeGreaterThan(0);
    expect(seen.filter((text) => usual.test(text)).length).toBeGreaterThan(0);
    for (const made of await values(database, 'made_at', 't')) expect(String(made)).toMatch(usual);
  });

  test('text is JSON where its default or its name tells', async () => {
    const database = await filled(
      "CREATE TABLE t (a TEXT DEFAULT '{}', b TEXT DEFAULT '[]', payload TEXT, c TEXT NOT NULL)",
    );
    const types = async (column: string) => new Set(await values(database, `json_type(${column})`, 't'));
    expect(await types('a')).toEqual(new Set(['object', null]));
    expect(await types('b')).toEqual(new Set(['array', null]));
    expect(await types('payload')).toEqual(new Set(['object', null]));
    expect(await values(database, 'json_valid(c)', 't')).toContain(0n);
  });

  test('a column without a type holds text that an affinity would change', async () => {
    const texts = await values(await filled('CREATE TABLE t (x NOT NULL)'), "iif(typeof(x) = 'text', x, NULL)", 't');
    expect(texts.filter((text) => text !== null).map(String)).toEqual(
      texts.filter((text) => text !== null).map(() => expect.stringMatching(/^00\d+$/)),
    );
    expect(texts.some((text) => text !== null)).toBe(true);
  });

  test('no two columns of a row are equal, so that a swap shows', async () => {
    const { ledger = [] } = await contents(await filled(LEDGER));
    for (const row of ledger) {
      const present = row.filter((value) => value !== null && value !== '' && value !== 0n && value !== 1n);
      expect(new Set(present.map(String)).size).toBe(present.length);
    }
  });

  test('two rows are equal in every column that no key forbids it for', async () => {
    const database = await filled(`CREATE TABLE p (id INTEGER PRIMARY KEY);
      CREATE TABLE t (id INTEGER PRIMARY KEY, p_id INT REFERENCES p, state TEXT, at DATETIME); CREATE INDEX i ON t (p_id, state, at)`);
    const pairs = await database.engine.query(
      'SELECT count(*) FROM t AS a JOIN t AS b ON a.id < b.id AND a.p_id IS b.p_id AND a.state IS b.state AND a.at IS b.at',
    );
    expect(Number(pairs[0]?.[0])).toBeGreaterThan(0);
  });

  test('rows lie inside and outside of a partial index', async () => {
    const database = await filled(`CREATE TABLE t (id INTEGER PRIMARY KEY, state TEXT NOT NULL);
      CREATE INDEX i ON t (id) WHERE state = 'active'`);
    expect(new Set(await values(database, "state = 'active'", 't'))).toEqual(new Set([0n, 1n]));
  });

  test('ids are nowhere near the numbers that scripts write themselves', async () => {
    const database = await filled('CREATE TABLE t (id INTEGER PRIMARY KEY)');
    expect((await values(database, 'id', 't')).every((id) => Number(id) > 9999)).toBe(true);
  });
});

describe('the same seed', () => {
  test('makes the same rows, another seed other ones', async () => {
    const [one, two, three] = await Promise.all([filled(LEDGER), filled(LEDGER), filled(LEDGER, { seed: 2 })]);
    expect(await contents(two)).toEqual(await contents(one));
    expect(await contents(three)).not.toEqual(await contents(one));
  });

  test('makes the same rows whatever else is in the schema', async () => {
    const one = await contents(await filled(LEDGER));
    const two = await contents(
      await filled(`CREATE TABLE aaa (x); ${LEDGER}; CREATE TABLE zzz (x REFERENCES ledger (id))`),
    );
    expect(two['ledger']).toEqual(one['ledger']);
  });

  test('makes other rows for higher ordinals', async () => {
    const database = await databaseOf(LEDGER);
    await fill(database);
    await fill(database, { first: 9 });
    const emails = await values(database, 'email', 'ledger');
    expect(emails).toHaveLength(16);
    expect(new Set(emails).size).toBeGreaterThan(new Set(emails.slice(0, 8)).size + 4);
  });
});
