import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULTS } from '../harness/config/loaded.ts';
import { defineConfig, loadConfig } from '../harness/config.ts';
import { UserError } from '../harness/model/errors.ts';
import { projectFolder } from './config/projectFolder.ts';

const CONFIG = 'stepproof.config.ts';

function load(text: string, files: Readonly<Record<string, string>> = {}) {
  return loadConfig(projectFolder({ [CONFIG]: text, ...files }), undefined);
}

async function errorOf(loading: Promise<unknown>): Promise<UserError> {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw new Error('no UserError was thrown', { cause: error });
}

describe('a folder', () => {
  test('without a configuration has the defaults', async () => {
    expect(await loadConfig(projectFolder({}), undefined)).toBe(DEFAULTS);
  });

  test('can be told to run none', async () => {
    expect(await loadConfig(projectFolder({ [CONFIG]: 'throw new Error("ran")' }), false)).toBe(DEFAULTS);
  });

  test.each([CONFIG, 'stepproof.config.mts', 'stepproof.config.js', 'stepproof.config.mjs'])(
    'is read by %s',
    async (name) => {
      const root = projectFolder({ [name]: "export default { migrations: 'sql' };" });
      expect((await loadConfig(root, undefined)).migrations).toBe('sql');
    },
  );

  test('can be told another file', async () => {
    const root = projectFolder({ 'other.mjs': "export default { rollbacks: 'down' };" });
    const loaded = await loadConfig(root, join(root, 'other.mjs'));
    expect(loaded).toMatchObject({ migrations: null, rollbacks: 'down', source: { file: 'other.mjs' } });
  });

  test('is not checked with a file that is not there', async () => {
    const error = await errorOf(loadConfig(projectFolder({}), '/nowhere.ts'));
    expect(error).toMatchObject({ code: 'bad-config', message: 'the configuration file /nowhere.ts does not exist' });
  });
});

describe('a configuration', () => {
  test('is not checked with a folder in place of a file', async () => {
    const root = projectFolder({});
    const { message } = await errorOf(loadConfig(root, root));
    expect(message).toBe(`the configuration file ${root} is a folder`);
  });

  test('is given its types and nothing else by defineConfig', () => {
    const config = { migrations: 'sql' };
    expect(defineConfig(config)).toBe(config);
  });

  test('has everything of the contract read and its defaults filled in', async () => {
    const { config } = await load(
      `const schema = { safeParse: () => ({ success: true }) };
      const double = (value: bigint): bigint => value * 2n;
      export default {
        layout: 'auto', engines: ['better-sqlite3'], seeds: 'seeds',
        expect: { '0001_a': { tables: 10, indexes: ['idx_a'] } },
        queries: {
          list: { sql: { text: 'SELECT 1 WHERE ? = ?', values: [1, 1.5] }, uses: ['idx_a'], scan: false, since: '0001_a',
            variants: [{ text: 'SELECT 2' }] },
        },
        json: { 'a.steps': { schema, since: '0001_a' }, 'a.meta': schema },
        rows: { a: (row, n) => ({ ...row, id: n }) },
        functions: { double }, collations: {},
        severity: { 'primary-keys-refuse-null': 'off' },
      };`,
      { 'seeds/0001_a.sql': 'INSERT INTO a VALUES (1);', 'seeds/read.me': 'no' },
    );
    expect(config.expect).toEqual({ '0001_a': { tables: 10, indexes: ['idx_a'] } });
    expect(config.queries).toEqual([
      {
        name: 'list',
        text: 'SELECT 1 WHERE ? = ?',
        values: [1n, 1.5],
        uses: ['idx_a'],
        scan: false,
        sort: undefined,
        covering: undefined,
        target: undefined,
        since: '0001_a',
        until: undefined,
        variants: [{ text: 'SELECT 2', values: [] }],
      },
    ]);
    expect(config.severity).toEqual({ 'primary-keys-refuse-null': 'off' });
    expect(config.seeds).toEqual({ '0001_a': 'INSERT INTO a VALUES (1);' });
    expect(config.functions.double?.(4n)).toBe(8n);
    expect(config.rows.a?.({ id: 0n }, 3)).toEqual({ id: 3 });
    expect(config.json).toMatchObject([
      { table: 'a', column: 'steps', schema: { safeParse: expect.any(Function) }, since: '0001_a', until: undefined },
      { table: 'a', column: 'meta', schema: { safeParse: expect.any(Function) }, since: undefined, until: undefined },
    ]);
  });

  test('may be a program of several modules', async () => {
    const loaded = await load("import { folder } from './folder.ts';\nexport default { migrations: folder };", {
      'folder.ts': "export const folder: string = 'sql';",
    });
    expect(loaded.migrations).toBe('sql');
  });
});

describe('a broken rule is told with its path and line', () => {
  test.each([
    ['a misspelt key', 'export default {\n  querys: {},\n};', 'querys: unknown key; did you mean "queries"?', 2],
    [
      'a misspelt promise of a query',
      "export default {\n  queries: {\n    list: {\n      sql: { text: 'SELECT 1' },\n      use: [] } } };",
      'queries.list.use: unknown key; did you mean "uses"?',
      5,
    ],
    [
      'a misspelt expectation',
      "export default { expect: {\n  '0001_a': {\n    index: 3 } } };",
      'expect["0001_a"].index: unknown key; did you mean "indexes"?',
      3,
    ],
    ['a key that means nothing', 'export default { whatever: 1 };', 'whatever: unknown key', 1],
    ['a wrong type', 'export default {\n  migrations: 3 };', 'migrations: expected string, received number', 2],
    [
      'a wrong item of a list',
      "export default { queries: {\n  a: { sql: { text: '' }, uses: [3] },\n} };",
      'queries.a.uses[0]: expected string, received number',
      2,
    ],
    [
      'a wrong count',
      'export default { expect: { x: {\n  tables: true } } };',
      'expect.x.tables: expected a count or a list of names',
      2,
    ],
    [
      'a query that is only text',
      "export default { queries: { a: {\n  sql: 'SELECT 1' } } };",
      'queries.a.sql: expected a sql`…` template or { text, values }',
      2,
    ],
    [
      'a JSON column without a table',
      'export default { json: {\n  steps: { safeParse() {} } } };',
      'json.steps: expected the name "table.column"',
      2,
    ],
    [
      'a JSON column without a schema',
      "export default { json: {\n  'a.steps': {} } };",
      'json["a.steps"]: expected a zod schema or { schema, since }',
      2,
    ],
    ['a shape that is no function', 'export default { rows: {\n  users: {} } };', 'rows.users: expected a function', 2],
    [
      'an unknown severity',
      "export default { severity: {\n  'rows-survive': 'fatal' } };",
      'severity["rows-survive"]: expected one of "off"|"note"|"warning"|"error"',
      2,
    ],
    [
      'a value that SQLite cannot store',
      "export default { queries: { a: {\n  sql: { text: '', values: [new Date(0)] } } } };",
      'queries.a.sql: value 1 is a Date: SQLite stores null, numbers, strings and bytes',
      2,
    ],
    [
      'seeds that are not there',
      "export default {\n  seeds: 'nowhere' };",
      /^seeds: the folder cannot be read: ENOENT/,
      2,
    ],
  ])('%s', async (_name, text, message, line) => {
    const error = await errorOf(load(text));
    expect(error.code).toBe('bad-config');
    expect(error.message).toMatch(typeof message === 'string' ? literally(message) : message);
    expect(error.detail.location).toMatchObject({ file: CONFIG, line });
  });

  test('and the others after the first', async () => {
    const error = await errorOf(load('export default { migrations: 3, rolbacks: 4 };'));
    expect(error.detail.why).toBe('rolbacks: unknown key; did you mean "rollbacks"?');
  });
});

describe('what this version cannot do is refused, not passed over', () => {
  test.each([
    ["baseline: 'schema.sql'", 'baseline: a baseline is not supported by this version'],
    ['collations: { nocase2: () => 0 }', /^collations: the better-sqlite3 engine cannot register collations/],
  ])('%s', async (part, message) => {
    const error = await errorOf(load(`export default { ${part} };`));
    expect(error.code).toBe('bad-config');
    expect(error.message).toMatch(message);
  });
});

describe('a configuration that does not run', () => {
  test('is told with the line that throws', async () => {
    const error = await errorOf(load("const a = 1;\n\nthrow new Error('no database url');\n"));
    expect(error.message).toBe('stepproof.config.ts cannot be run: no database url');
    expect(error.detail.location).toMatchObject({ file: CONFIG, line: 3 });
  });

  test('is told with the line of its syntax error', async () => {
    const root = projectFolder({ 'stepproof.config.mjs': 'export default {\n  a: = 1,\n};' });
    const error = await errorOf(loadConfig(root, undefined));
    expect(error.detail.location).toMatchObject({ file: 'stepproof.config.mjs', line: 2 });
  });
});

function literally(text: string): RegExp {
  return new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
}
