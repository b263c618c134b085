import { describe, expect, test } from 'vitest';
import { constraintsHold } from '../../harness/checks/constraints-hold.ts';
import type { CheckContext } from '../../harness/model/check.ts';
import type { Finding } from '../../harness/model/finding.ts';
import type { State, Step } from '../../harness/model/step.ts';
import { databaseOf, type TestDatabase } from '../generate/database.ts';
import { checkOf, configOf, ladderOf, type Pair, short } from './climbing.ts';

const said = (...pairs: readonly Pair[]) => checkOf('constraints-hold', String(pairs.length).padStart(4, '0'), pairs);
const firstStep = (sql: string) => said([sql, null]);

const USERS = `CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, age INT CHECK (age >= 18 AND age < 130))`;

/** What the check says where a step is taken to have led to a schema that its database does not have. */
async function pretending(declared: string, database: TestDatabase): Promise<readonly Finding[]> {
  const { schema } = await databaseOf(declared);
  const empty = await databaseOf('SELECT 1');
  const [migration] = ladderOf([[declared, null]]);
  const settled = { engine: database.engine, schema: async () => schema };
  const before = { engine: empty.engine, schema: async () => empty.schema };
  const step = { settled, before, unfilled: [], migration, forwardFacts: { runnable: [] } } as unknown as Step;
  const fork = (state: State) => state.engine.fork();
  const context = { step, config: configOf({}), fork } as unknown as CheckContext;
  const { findings } = await constraintsHold.run(context);
  return findings;
}

test('a partial unique index is tried where every parent has its one row already', async () => {
  const { findings } = await checkOf('constraints-hold', '0002', [
    [
      `CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
       CREATE TABLE mail (person INTEGER NOT NULL REFERENCES person (id), mail TEXT NOT NULL,
         main INTEGER NOT NULL DEFAULT 1 CHECK (main IN (0, 1)), PRIMARY KEY (person, mail));
       CREATE UNIQUE INDEX main_mail ON mail (person) WHERE main = 1;`,
      null,
    ],
    ['ALTER TABLE mail ADD COLUMN at TEXT;', null],
  ]);
  expect(findings).toEqual([]);
});

describe('constraints-hold', () => {
  test('a schema that is enforced as it is declared passes, and every row tried is a case', async () => {
    const { status, findings, cases } = await firstStep(USERS);
    expect(findings).toEqual([]);
    expect(status).toBe('passed');
    expect(cases).toBeGreaterThan(12);
  });

  test.for([
    ['PRIMARY KEY (id)', 'id TEXT PRIMARY KEY', 'id TEXT', 'the same key is accepted'],
    ['UNIQUE (id)', 'id TEXT UNIQUE', 'id TEXT', 'SQLITE_CONSTRAINT_UNIQUE naming t.id'],
    ['NOT NULL of id', 'id TEXT NOT NULL', 'id TEXT', 'SQLITE_CONSTRAINT_NOTNULL naming t.id'],
    ['column id', 'id TEXT', 'id TEXT NOT NULL', 'should be accepted'],
    ['CHECK (id > 5)', 'id INT CHECK (id > 5)', 'id INT', 'SQLITE_CONSTRAINT_CHECK naming id > 5'],
    ['CHECK small', 'id INT CONSTRAINT small CHECK (id < 5)', 'id INT', 'SQLITE_CONSTRAINT_CHECK naming small'],
    ['FOREIGN KEY (id)', 'id INT REFERENCES p (k)', 'id INT', 'SQLITE_CONSTRAINT_FOREIGNKEY'],
    ['UNIQUE (id)', 'id TEXT UNIQUE', 'id TEXT UNIQUE ON CONFLICT IGNORE', 'left out without an error'],
    ['UNIQUE (id)', 'id TEXT UNIQUE ON CONFLICT IGNORE', 'id TEXT UNIQUE', 'left out by ON CONFLICT IGNORE'],
    [
      'FOREIGN KEY (id)',
      'id INT REFERENCES p (k) DEFERRABLE INITIALLY DEFERRED',
      'id INT REFERENCES p (k)',
      'at the commit',
    ],
  ] as const)('%s that is declared and not there is an error', async ([name, declared, actual, text]) => {
    const sql = (column: string) => `CREATE TABLE p (k INTEGER PRIMARY KEY); CREATE TABLE t (${column}, other TEXT)`;
    const findings = await pretending(sql(declared), await databaseOf(sql(actual)));
    const own = findings.filter(({ data }) => data['constraint'] === name);
    expect(own).toMatchObject([{ severity: 'error', object: 'table t', message: expect.stringContaining(text) }]);
  });

  test('a STRICT type that is declared and not there is an error', async () => {
    const findings = await pretending('CREATE TABLE t (n INT) STRICT', await databaseOf('CREATE TABLE t (n INT)'));
    expect(short(findings)).toEqual(['error table t']);
    expect(findings[0]?.message).toContain('SQLITE_CONSTRAINT_DATATYPE naming t.n');
  });

  test('an index that is declared and not there is named by itself', async () => {
    const table = 'CREATE TABLE t (a TEXT)';
    const findings = await pretending(`${table}; CREATE UNIQUE INDEX one ON t (lower(a))`, await databaseOf(table));
    expect(short(findings)).toEqual(['error index one']);
  });

  test('a switched-off CHECK is found out by the rows that it lets in', async () => {
    const database = await databaseOf(USERS);
    await database.engine.query('PRAGMA ignore_check_constraints = ON');
    const findings = await pretending(USERS, database);
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^CHECK \(age >= 18 AND age < 130\) of table users: age = 17 is accepted, and should be/),
    ]);
  });

  test('a trigger that makes room for a row takes the constraint away', async () => {
    const trigger = `CREATE TRIGGER u BEFORE INSERT ON users BEGIN DELETE FROM users WHERE email = NEW.email; END`;
    const { findings } = await said([USERS, 'DROP TABLE users'], [trigger, 'DROP TRIGGER u']);
    expect(short(findings)).toEqual(['error table users']);
    expect(findings[0]?.message).toContain('UNIQUE (email) of table users: the same key is accepted');
  });

  test('a constraint that a trigger speaks before cannot be put to the test, which is worth a note', async () => {
    const { findings, status } = await firstStep(
      `CREATE TABLE t (a TEXT NOT NULL, b TEXT); CREATE TRIGGER r BEFORE INSERT ON t WHEN NEW.a IS NULL BEGIN SELECT RAISE(ABORT, 'a is missing'); END`,
    );
    expect(status).toBe('passed');
    expect(findings).toMatchObject([
      { severity: 'note', object: 'table t', message: expect.stringMatching(/NOT NULL of a .* a is missing$/) },
    ]);
  });

  test('a trigger that fails on a row without a parent before the foreign key does is its own business', async () => {
    const folder =
      'CREATE TABLE folder (id INTEGER PRIMARY KEY, up INTEGER REFERENCES folder (id), depth INTEGER NOT NULL)';
    const trigger =
      'CREATE TRIGGER d AFTER INSERT ON folder WHEN NEW.up IS NOT NULL BEGIN UPDATE folder SET depth = (SELECT depth + 1 FROM folder AS f WHERE f.id = NEW.up) WHERE id = NEW.id; END';
    expect(short((await firstStep(`${folder}; ${trigger};`)).findings)).toEqual(['note table folder']);
  });

  test('a trigger that forbids more than the constraints raises no alarm', async () => {
    const { findings } = await firstStep(
      `CREATE TABLE log (note TEXT UNIQUE); CREATE TABLE t (a TEXT, b INT);
       CREATE TRIGGER r BEFORE INSERT ON t WHEN NEW.b IS NULL BEGIN SELECT RAISE(ABORT, 'no b'); END;
       CREATE TRIGGER l AFTER INSERT ON t BEGIN INSERT INTO log VALUES (NEW.a); END`,
    );
    expect(findings).toEqual([]);
  });

  test('a CHECK that no row breaks is a warning', async () => {
    const { findings } = await firstStep('CREATE TABLE t (a INT CHECK (a IS NULL OR a = a))');
    expect(findings).toMatchObject([
      { severity: 'warning', object: 'table t', message: expect.stringContaining('cannot be put to the test') },
    ]);
  });

  test('a table that no row satisfies is left to forward-applies', async () => {
    const step = await firstStep('CREATE TABLE t (a INT NOT NULL CHECK (a > 5 AND a < 3)); CREATE TABLE u (b INT)');
    expect(step).toMatchObject({ status: 'passed', findings: [] });
  });

  test('only tables that the step changes are tried', async () => {
    const first: Pair = [`${USERS}; CREATE TABLE far (a INT); CREATE TABLE p (user TEXT REFERENCES users (id))`, null];
    const whole = (await said(first)).cases;
    const { cases } = await said(first, ['CREATE UNIQUE INDEX by_user ON p (user)', 'DROP INDEX by_user']);
    expect(cases).toBeGreaterThan(0);
    expect(cases).toBeLessThan(whole);
    const plain: Pair = ['CREATE INDEX by_user ON p (user)', 'DROP INDEX by_user'];
    expect(await said(first, plain)).toMatchObject({ status: 'skipped' });
    expect(await said(first, ['CREATE VIEW v AS SELECT 1', 'DROP VIEW v'])).toMatchObject({ status: 'skipped' });
  });
});
