import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namesOf } from '../../harness/sql/named.ts';
import { splitStatements } from '../../harness/sql/split.ts';

function names(statements: readonly string[]) {
  return namesOf(splitStatements(statements.join(';\n')).statements);
}

function tableNames(db: Database.Database): readonly string[] {
  return db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all().map(String);
}

/** Leaves out the statements that the engine refuses where they stand. */
function runnable(db: Database.Database, statements: readonly string[]): readonly string[] {
  return statements.filter((statement) => {
    try {
      db.exec(statement);
      return true;
    } catch {
      return false;
    }
  });
}

describe('renames, drops and rebuilds of any script', () => {
  const table = fc.constantFrom('t', 'u', 'v', 'w');
  const column = fc.constantFrom('a', 'b', 'c', 'd');
  const statement = fc.oneof(
    table.map((name) => `CREATE TABLE ${name}(a, b, c)`),
    table.map((name) => `DROP TABLE ${name}`),
    fc.tuple(table, table).map(([name, to]) => `ALTER TABLE ${name} RENAME TO ${to}`),
    fc.tuple(table, column, column).map(([name, old, to]) => `ALTER TABLE ${name} RENAME COLUMN ${old} TO ${to}`),
    fc.tuple(table, column).map(([name, added]) => `ALTER TABLE ${name} ADD COLUMN ${added}`),
    fc.tuple(table, column).map(([name, dropped]) => `ALTER TABLE ${name} DROP COLUMN ${dropped}`),
  );

  test('are those that the engine carried out', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 25 }), (statements) => {
        const db = new Database(':memory:');
        // Each value says where it was, so that the rows show where tables and columns have gone.
        for (const name of ['t', 'u']) {
          db.exec(`CREATE TABLE ${name}(z, a, b, c)`);
          db.exec(`INSERT INTO ${name} VALUES ('${name}.z', '${name}.a', '${name}.b', '${name}.c')`);
        }
        const named = names(runnable(db, statements));
        const rows = new Map(
          tableNames(db).map((name) => [
            name,
            db.prepare(`SELECT * FROM ${name}`).get() as Record<string, string> | undefined,
          ]),
        );
        const finalNames = new Map<string, string>();
        for (const [name, row] of rows) {
          if (row?.['z'] !== undefined) finalNames.set(row['z'].slice(0, 1), name);
        }
        for (const [old, name] of finalNames) {
          expect(named.renamedTables.get(old) ?? old).toBe(name);
          const places = new Map(Object.entries(rows.get(name) ?? {}).map(([place, mark]) => [mark?.slice(2), place]));
          const renamed = ['a', 'b', 'c'].filter((mark) => places.has(mark) && places.get(mark) !== mark);
          expect([...(named.renamedColumns.get(name) ?? [])].sort()).toEqual(
            renamed.map((mark) => [mark, places.get(mark)]),
          );
          const dropped = ['a', 'b', 'c'].filter((mark) => !places.has(mark));
          expect([...(named.droppedColumns.get(name) ?? [])].sort()).toEqual(dropped);
        }
        const made = [...rows.keys()].filter((name) => ![...finalNames.values()].includes(name));
        expect([...named.created.table].sort()).toEqual(made);
        const rebuilt = ['t', 'u'].filter((name) => rows.has(name) && finalNames.get(name) !== name);
        expect([...named.rebuilt].sort()).toEqual(rebuilt);
        db.close();
      }),
      { numRuns: 200 },
    );
  });
});

describe('columns computed on the way of any rebuild', () => {
  const COLUMNS = ['a', 'b', 'c'] as const;
  const order = fc.shuffledSubarray([...COLUMNS], { minLength: 3, maxLength: 3 });
  const form = fc.constantFrom(
    (column: string) => column,
    (column: string) => `"${column}"`,
    (column: string) => `t.${column}`,
    (column: string) => `/* , */ t . [${column}]`,
    (column: string) => `${column} || '!'`,
    (column: string) => `(t.${column} || '!')`,
    (column: string) => `CASE WHEN 1 THEN ${column} || '!' END`,
  );
  const as = fc.constantFrom(' AS ', ' ', ' as /* AS */ ');
  const source = fc.constantFrom(
    (table: string) => ['', `${table} AS t`],
    (table: string) => ['', `main.${table} t`],
    (table: string) => ['', `(SELECT a, b, c FROM ${table}) AS t`],
    (table: string) => ['', `(SELECT a, b || '!' AS b, c FROM ${table}) t`],
    (table: string) => ['', `(${table} AS t CROSS JOIN (SELECT 1) AS one)`],
    (table: string) => [`WITH t AS (SELECT c, a || '!' AS a, b FROM ${table}) `, 't'],
    (table: string) => [`WITH x(c, b, a) AS (SELECT a, b, c || '!' FROM ${table}), t AS (SELECT * FROM x) `, 't'],
  );
  const select = fc
    .tuple(order, fc.tuple(form, form, form), as, source, fc.option(fc.tuple(form, form, form)))
    .map(([columns, forms, alias, from, second]) => (table: string) => {
      const [withClause, tables] = from(table);
      const items = (chosen: typeof forms) => columns.map((column, at) => chosen[at]?.(column) + alias + COLUMNS[at]);
      const arms = (second === null ? [forms] : [forms, second]).map(
        (chosen) => `SELECT ${items(chosen)} FROM ${tables}`,
      );
      return withClause + arms.join(' UNION ALL ');
    });
  /** Statements that lead from one table to the next. */
  const stage = fc.oneof(
    select.map((query) => (from: string, to: string) => [`CREATE TABLE ${to} AS ${query(from)}`]),
    fc.tuple(select, order).map(([query, into]) => (from: string, to: string) => [
      `CREATE TABLE ${to}(a, b, c)`,
      `INSERT INTO ${to}(${into}) ${query(from)}`,
    ]),
    fc.tuple(select, order).map(([query, columns]) => (from: string, to: string) => [
      `CREATE TABLE ${to}(${columns})`,
      `INSERT INTO ${to} ${query(from)}`,
    ]),
    fc
      .constantFrom(...COLUMNS)
      .map((column) => (from: string, to: string) => [
        `CREATE TABLE ${to} AS SELECT a, b, c FROM ${from}`,
        `UPDATE ${to} SET ${column} = ${column} || '!'`,
      ]),
    order.map((columns) => (from: string, to: string) => [
      `CREATE TABLE ${to}(g AS (1), ${columns})`,
      `ALTER TABLE ${from} RENAME TO x_${from}`,
      `INSERT INTO ${to}(c, a, b) SELECT t.a, t.b, t.c FROM x_${from} AS t`,
    ]),
  );

  const rebuild = fc
    .array(stage, { minLength: 1, maxLength: 4 })
    .map((stages) => [
      ...stages.flatMap((make, at) => make(at === 0 ? 't0' : `s${at}`, `s${at + 1}`)),
      'DROP TABLE IF EXISTS t0',
      `ALTER TABLE s${stages.length} RENAME TO t0`,
    ]);

  test('are those whose values show it', () => {
    fc.assert(
      fc.property(rebuild, (statements) => {
        const db = new Database(':memory:');
        db.exec(`CREATE TABLE t0(a, b, c); INSERT INTO t0 VALUES ('a', 'b', 'c'); ${statements.join(';\n')}`);
        const computed = COLUMNS.filter((column) =>
          db.prepare(`SELECT count(*) FROM t0 WHERE ${column} LIKE '%!'`).pluck().get(),
        );
        expect([...(names(statements).changedColumns.get('t0') ?? [])].sort()).toEqual(computed);
        db.close();
      }),
      { numRuns: 200 },
    );
  });
});
