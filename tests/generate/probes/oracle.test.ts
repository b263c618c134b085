import { expect, test } from 'vitest';
import { constraintsOf } from '../../../harness/generate/probes/constraintsOf.ts';
import { oracleFor } from '../../../harness/generate/probes/oracle.ts';
import { planTable } from '../../../harness/generate/tablePlan.ts';
import type { SqlValue } from '../../../harness/model/value.ts';
import { databaseOf } from '../database.ts';

/** Names of what a row of table t breaks, and the part of its first CHECK that it breaks alone. */
async function judged(sql: string, row: readonly SqlValue[]) {
  const { engine, schema } = await databaseOf(sql);
  const table = schema.tables.find(({ name }) => name === 't');
  if (table === undefined) throw new Error('no table t');
  const plan = planTable(table, [], 1);
  const constraints = constraintsOf(plan, schema);
  const { judge } = await oracleFor(engine, plan, constraints);
  const check = constraints.find(({ kind }) => kind === 'check') ?? null;
  const verdict = await judge({ what: null, row, rival: null }, check);
  return verdict === null ? null : { broken: verdict.broken.map(({ name }) => name), clause: verdict.clause };
}

test('a value is judged as the column stores it', async () => {
  // As a bare value '9' is greater than 18.
  expect(await judged('CREATE TABLE t (n INT CHECK (n > 18))', ['9'])).toMatchObject({ broken: ['CHECK (n > 18)'] });
  const nocase = `CREATE TABLE t (e TEXT COLLATE NOCASE CHECK (e IN ('x')))`;
  expect(await judged(nocase, ['X'])).toMatchObject({ broken: [] });
});

test('a part of a conjunction counts when it alone is broken', async () => {
  const sql = 'CREATE TABLE t (n INT CHECK (n > 3 AND n > 5))';
  expect(await judged(sql, [2n])).toMatchObject({ broken: ['CHECK (n > 3 AND n > 5)'], clause: null });
  expect(await judged(sql, [4n])).toMatchObject({ clause: 1 });
});

test('a part counts where a later one fails on the row', async () => {
  const sql = `CREATE TABLE t (j TEXT CHECK (json_valid(j) AND json_type(j) = 'object'))`;
  expect(await judged(sql, ['{'])).toMatchObject({ clause: 0 });
  expect(await judged(`CREATE TABLE t (j TEXT CHECK (json_type(j) = 'object'))`, ['{'])).toBeNull();
});

test('keys are compared by the collation of their index', async () => {
  const sql = `CREATE TABLE t (a TEXT); CREATE UNIQUE INDEX i ON t (a COLLATE NOCASE); INSERT INTO t VALUES ('x')`;
  expect(await judged(sql, ['X'])).toMatchObject({ broken: ['unique index i'] });
  expect(await judged(sql, ['y'])).toMatchObject({ broken: [] });
});

test('a child is compared with the affinity and the collation of its parent', async () => {
  const sql = (child: string) =>
    `CREATE TABLE p (k TEXT PRIMARY KEY COLLATE NOCASE); INSERT INTO p VALUES ('007'), ('x'); CREATE TABLE t (p ${child} REFERENCES p (k))`;
  expect(await judged(sql('INT'), [7n])).toMatchObject({ broken: ['FOREIGN KEY (p)'] });
  expect(await judged(sql('TEXT'), ['007'])).toMatchObject({ broken: [] });
  expect(await judged(sql('TEXT'), ['X'])).toMatchObject({ broken: [] });
});

test('a row can be its own parent', async () => {
  const sql = 'CREATE TABLE t (id INTEGER PRIMARY KEY, up INT REFERENCES t (id))';
  expect(await judged(sql, [5n, 5n])).toMatchObject({ broken: [] });
  expect(await judged(sql, [5n, 6n])).toMatchObject({ broken: ['FOREIGN KEY (up)'] });
});

test('an expression and a condition of an index are those of the row', async () => {
  const sql = `CREATE TABLE t (a TEXT, n INT); CREATE UNIQUE INDEX i ON t (lower(a)) WHERE n > 5; INSERT INTO t VALUES ('x', 6)`;
  expect(await judged(sql, ['X', 7n])).toMatchObject({ broken: ['unique index i'] });
  expect(await judged(sql, ['X', 5n])).toMatchObject({ broken: [] });
});
