import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Config, JsonColumn } from '../../harness/model/config.ts';
import type { CheckReport } from '../../harness/model/report.ts';
import { checkOf, configOf, type Pair, short } from './climbing.ts';

const ID = 'json-columns-validate';

const Settings = z.strictObject({ theme: z.enum(['dark', 'light']), size: z.int().min(1).max(9).optional() });

const TEXT: Pair = ['CREATE TABLE user (id INTEGER PRIMARY KEY, settings TEXT);', 'DROP TABLE user;'];
const JSON_TYPE: Pair = ['CREATE TABLE user (id INTEGER PRIMARY KEY, settings JSON);', 'DROP TABLE user;'];

function checked(check: string): Pair {
  return [`CREATE TABLE user (id INTEGER PRIMARY KEY, settings TEXT CHECK (${check}));`, 'DROP TABLE user;'];
}

function described(schema: z.ZodType, parts: Partial<JsonColumn> = {}): JsonColumn {
  return { table: 'user', column: 'settings', schema, since: undefined, until: undefined, ...parts };
}

function said(schema: z.ZodType, pairs: readonly Pair[] = [TEXT], step = '0001', parts: Partial<JsonColumn> = {}) {
  return checkOf(ID, step, pairs, { config: configOf({ json: [described(schema, parts)] }) });
}

function errors({ findings }: CheckReport): readonly string[] {
  return short(findings.filter(({ severity }) => severity !== 'note'));
}

describe('documents that the schema accepts', () => {
  test('come back bit for bit from a TEXT column, whatever is in them', async () => {
    const report = await said(z.json());
    expect(report).toMatchObject({ status: 'passed', findings: [] });
    expect(report.cases).toBeGreaterThanOrEqual(40);
  });

  test('and come back from a JSON column as long as they are no bare numbers', async () => {
    expect(await said(Settings, [JSON_TYPE])).toMatchObject({ status: 'passed', findings: [] });
    const { findings } = await said(z.union([z.string(), z.number()]), [JSON_TYPE]);
    expect(findings).toMatchObject([
      {
        severity: 'error',
        object: 'column user.settings',
        message: expect.stringMatching(/gives a document back as something else: (?:integer|real)/),
        why: expect.stringContaining('A column declared JSON has NUMERIC affinity'),
        data: { document: '0', seed: expect.any(Number), path: expect.any(String), fastCheck: expect.any(String) },
        location: { file: 'migrations/0001.sql', line: 1 },
      },
    ]);
  });

  test('and that a trigger rewrites are found', async () => {
    const tidy: Pair = [
      `CREATE TRIGGER tidy AFTER UPDATE OF settings ON user BEGIN
        UPDATE user SET settings = json_set(new.settings, '$.seen', 1) WHERE id = new.id; END;`,
      'DROP TRIGGER tidy;',
    ];
    const { findings } = await said(Settings, [TEXT, tidy], '0002');
    expect(findings).toMatchObject([{ severity: 'error', data: { into: 'another text' } }]);
  });

  test('and that the CHECK refuses are found, with the smallest of them', async () => {
    const { findings } = await said(z.array(z.int()), [
      checked('json_valid(settings) AND json_array_length(settings) < 2'),
    ]);
    expect(findings[0]).toMatchObject({
      severity: 'error',
      message:
        'column user.settings refuses a document that its schema accepts: CHECK constraint failed: json_valid(settings) AND json_array_length(settings) < 2',
      data: { document: '[0,0]' },
    });
  });

  test('are refused only when every row refuses them: another column may decide which shape is right', async () => {
    const Context = z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.int() })]);
    const table = (check: string): Pair => [
      `CREATE TABLE user (id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('a', 'b')), settings TEXT, CHECK (${check}));`,
      'DROP TABLE user;',
    ];
    const rows: Config['rows'] = { user: (row, n) => ({ ...row, kind: n % 2 === 0 ? 'a' : 'b', settings: null }) };
    const trying = (check: string) =>
      checkOf(ID, '0001', [table(check)], { config: configOf({ json: [described(Context)], rows }) });
    expect(errors(await trying("settings IS NULL OR json_type(settings, '$.' || kind) IS NOT NULL"))).toEqual([]);
    const { findings } = await trying("settings IS NULL OR kind = 'c' OR json_type(settings, '$.a') IS NOT NULL");
    expect(findings).toMatchObject([
      {
        severity: 'warning',
        message: expect.stringContaining('refuses a document that its schema accepts, in every row at hand: CHECK'),
        data: { document: '{"b":0}' },
      },
      { severity: 'note' },
    ]);
  });

  test('are not held against a rule about other rows', async () => {
    const taken = "INSERT INTO user VALUES (9000001, 'true'), (9000002, 'false');";
    const unique: Pair = [`${TEXT[0]} CREATE UNIQUE INDEX one ON user (settings); ${taken}`, 'DROP TABLE user;'];
    expect(await said(z.boolean(), [unique])).toMatchObject({ status: 'passed', findings: [] });
  });

  test('are tried on a table without rowids, and on one that has no rows', async () => {
    const keyed: Pair = [
      'CREATE TABLE user (tenant TEXT, no INTEGER, settings JSON, PRIMARY KEY (tenant, no)) WITHOUT ROWID;',
      'DROP TABLE user;',
    ];
    expect(errors(await said(z.number(), [keyed]))).toEqual(['error column user.settings']);
    const empty = await checkOf(ID, '0001', [JSON_TYPE], {
      rows: 0,
      config: configOf({ json: [described(z.number())] }),
    });
    expect(errors(empty)).toEqual(['error column user.settings']);
  });

  test('cannot be tried where no row can be changed, and it says so', async () => {
    const frozen: Pair = [
      `${TEXT[0]} CREATE TRIGGER frozen BEFORE UPDATE ON user BEGIN SELECT RAISE(ABORT, 'rows are final'); END;`,
      'DROP TABLE user;',
    ];
    const { findings } = await said(Settings, [frozen]);
    expect(findings).toMatchObject([
      { severity: 'warning', message: 'no document could be tried on column user.settings: rows are final' },
    ]);
  });

  test('are tried again only where the table, its triggers or the schema are new', async () => {
    const other: Pair = ['CREATE TABLE other (id INTEGER PRIMARY KEY);', 'DROP TABLE other;'];
    const wider: Pair = ['ALTER TABLE user ADD COLUMN name TEXT;', 'ALTER TABLE user DROP COLUMN name;'];
    const pairs = [TEXT, other, wider];
    const cases = async (step: string, parts: Partial<JsonColumn> = {}) =>
      (await said(Settings, pairs, step, parts)).cases;
    expect(await cases('0002')).toBeLessThan(40);
    expect(await cases('0003')).toBeGreaterThanOrEqual(40);
    expect(await cases('0002', { since: '0002' })).toBeGreaterThanOrEqual(40);
  });
});

describe('broken documents', () => {
  test('that json_valid lets through are a note with the ways to break one', async () => {
    const { status, findings } = await said(Settings, [checked('settings IS NULL OR json_valid(settings)')]);
    expect(status).toBe('passed');
    expect(findings).toMatchObject([
      { severity: 'note', message: expect.stringContaining('lets documents through that its schema refuses') },
    ]);
    expect(findings[0]?.data['breakages']).toEqual(
      expect.arrayContaining([
        'missing key',
        'extra key',
        'wrong type',
        'out of range',
        'unknown value',
        'null',
        'scalar',
      ]),
    );
    expect(findings[0]?.data['breakages']).not.toEqual(expect.arrayContaining(['truncated text', 'deep nesting']));
    expect(findings[0]?.data['document']).toBe('{}');
    expect(findings[0]?.data['documents']).toEqual(expect.arrayContaining(['{}', 'null']));
  });

  test('are refused by a CHECK that knows the shape, and by a schema with none there is nothing to refuse', async () => {
    const flag = checked("settings IN ('true', 'false')");
    expect(await said(z.boolean(), [flag])).toMatchObject({ status: 'passed', findings: [] });
    expect(await said(z.json(), [checked('length(settings) >= 0')])).toMatchObject({ status: 'passed' });
  });

  test('that no application writes may be refused, whatever a parser makes of them: deep nesting, a key that stands twice', async () => {
    expect(errors(await said(z.json(), [checked('json_valid(settings)')]))).toEqual([]);
    const first = checked("json_type(settings, '$.theme') = 'text'");
    expect(errors(await said(Settings, [first]))).toEqual([]);
  });

  test('that the database has no CHECK against are not held against it', async () => {
    expect(await said(Settings)).toMatchObject({ status: 'passed', findings: [] });
  });

  test('are told once, where the CHECK comes up', async () => {
    const wider: Pair = ['ALTER TABLE user ADD COLUMN name TEXT;', 'ALTER TABLE user DROP COLUMN name;'];
    const report = await said(Settings, [checked('json_valid(settings)'), wider], '0002');
    expect(report).toMatchObject({ status: 'passed', findings: [] });
  });

  test('that the schema accepts against its own description are a note', async () => {
    const { findings } = await said(z.strictObject({ n: z.number().catch(0) }));
    expect(findings).toMatchObject([
      {
        severity: 'note',
        message: expect.stringContaining(
          'accepts documents that its own description has no room for: missing key, wrong type',
        ),
      },
    ]);
  });
});

describe('stored documents', () => {
  const seeded = (text: string): Pair => [
    `${TEXT[0]} INSERT INTO user (id, settings) VALUES (900, '${text}');`,
    'DROP TABLE user;',
  ];
  const change = (sql: string): Pair => [sql, 'SELECT 1;'];

  test('that a step makes invalid are found, in the rows and with a small one of its own', async () => {
    const rename = change("UPDATE user SET settings = replace(settings, 'dark', 'black');");
    const { findings } = await said(Settings, [seeded('{"theme":"dark"}'), rename], '0002');
    expect(findings).toMatchObject([
      {
        severity: 'error',
        message: expect.stringMatching(/^1 of \d+ stored documents of column user\.settings is no longer/),
      },
      {
        severity: 'error',
        message: 'a valid document that stands in column user.settings before the step is not valid after it',
        data: { document: '{"theme":"dark"}', after: '{"theme":"black"}', path: expect.any(String) },
      },
    ]);
  });

  test('are followed through a rebuild under other names', async () => {
    const rebuild = change(
      `CREATE TABLE new_user (id INTEGER PRIMARY KEY, settings TEXT);
      INSERT INTO new_user SELECT id, replace(settings, 'dark', 'black') FROM user;
      DROP TABLE user;
      ALTER TABLE new_user RENAME TO user;`,
    );
    const { findings } = await said(Settings, [TEXT, rebuild], '0002');
    expect(findings).toMatchObject([
      { severity: 'error', data: { document: '{"theme":"dark"}', after: '{"theme":"black"}' } },
    ]);
  });

  test('that stay valid, or were invalid before, raise no alarm', async () => {
    const tidy = change('UPDATE user SET settings = json(settings) WHERE json_valid(settings);');
    expect(errors(await said(Settings, [seeded('{"theme":"blue"}'), tidy], '0002'))).toEqual([]);
    const spoil = change("UPDATE user SET settings = 'gone' WHERE settings LIKE '%blue%';");
    expect(errors(await said(Settings, [seeded('{"theme":"blue"}'), spoil], '0002'))).toEqual([]);
  });

  test('are cheap to look at where nothing happened to them', async () => {
    const other: Pair = ['CREATE TABLE other (id INTEGER PRIMARY KEY);', 'DROP TABLE other;'];
    expect(await said(Settings, [TEXT, other], '0002')).toMatchObject({ status: 'passed', findings: [] });
  });
});

describe('what cannot be proven', () => {
  test('a schema of what JSON cannot hold is an error with the place, once', async () => {
    const wider: Pair = ['ALTER TABLE user ADD COLUMN name TEXT;', 'ALTER TABLE user DROP COLUMN name;'];
    const Dated = z.object({ seen: z.array(z.object({ at: z.date() })) });
    expect((await said(Dated)).findings).toMatchObject([
      {
        severity: 'error',
        message:
          'no document can be tried on column user.settings: the schema has a Date at seen[].at, which JSON cannot hold',
      },
    ]);
    expect((await said(Dated, [TEXT, wider], '0002')).findings).toEqual([]);
  });

  test('a refinement that nothing satisfies is an error that asks for examples', async () => {
    const { findings } = await said(z.object({ code: z.string().refine((code) => code === 'a8Kz') }));
    expect(findings).toMatchObject([
      {
        severity: 'error',
        message: expect.stringContaining('no value was found that the schema accepts for code'),
        fix: expect.stringContaining('.meta({ examples: [ … ] })'),
      },
    ]);
  });

  test('a column that holds JSON and has no schema is a note on the step that makes it', async () => {
    const more: Pair = [
      `CREATE TABLE other (id INTEGER PRIMARY KEY, a JSON, b TEXT CHECK (b IS NULL OR json_type(b) = 'object'), c TEXT);`,
      'DROP TABLE other;',
    ];
    const late: Pair = ['CREATE TABLE late (id INTEGER PRIMARY KEY);', 'DROP TABLE late;'];
    const pairs = [TEXT, more, late];
    expect(short((await said(Settings, pairs, '0002')).findings)).toEqual([
      'note column other.a',
      'note column other.b',
    ]);
    expect((await said(Settings, pairs, '0003')).findings).toEqual([]);
    expect(await checkOf(ID, '0002', pairs)).toMatchObject({ status: 'skipped', findings: [] });
  });

  test('a schema whose column is not there is an error from its step on, and a note where it waits', async () => {
    expect(errors(await said(Settings, [TEXT], '0001', { column: 'setings', since: '0001' }))).toEqual([
      'error column user.setings',
    ]);
    const waiting = await said(Settings, [TEXT], '0001', { column: 'setings' });
    expect(short(waiting.findings)).toEqual(['note column user.setings']);
    expect(await said(Settings, [TEXT], '0001', { table: 'users' })).toMatchObject({ status: 'skipped' });
  });

  test('a schema holds from its first step to its last', async () => {
    const wider: Pair = ['ALTER TABLE user ADD COLUMN name TEXT;', 'ALTER TABLE user DROP COLUMN name;'];
    const pairs = [JSON_TYPE, wider];
    expect(errors(await said(z.number(), pairs, '0001', { since: '0002' }))).toEqual([]);
    expect(errors(await said(z.number(), pairs, '0002', { since: '0002' }))).toEqual(['error column user.settings']);
    expect(errors(await said(z.number(), pairs, '0002', { until: '0001' }))).toEqual([]);
  });
});

test('the same seed finds the same documents, and one step has no effect on those of another', async () => {
  const run = async (seed: number, pairs: readonly Pair[], step: string) =>
    (await checkOf(ID, step, pairs, { seed, config: configOf({ json: [described(z.number(), { since: step })] }) }))
      .findings;
  const first: Pair = ['CREATE TABLE a (id INTEGER PRIMARY KEY);', 'DROP TABLE a;'];
  expect(await run(1, [JSON_TYPE], '0001')).toEqual(await run(1, [JSON_TYPE], '0001'));
  expect(await run(1, [JSON_TYPE], '0001')).not.toEqual(await run(2, [JSON_TYPE], '0001'));
  expect(await run(1, [JSON_TYPE, first], '0001')).toEqual(await run(1, [JSON_TYPE], '0001'));
});

test('a document of more than 2,000 characters is cut', async () => {
  const { findings } = await said(z.string().min(2500), [checked('length(settings) < 100')]);
  expect(String(findings[0]?.data['document']).length).toBe(2001);
});
