import { foldName } from '../inspect/foldName.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SchemaObject, SchemaSnapshot } from '../model/schema.ts';
import { quoteIdentifier, quoteLiteral } from '../sql/quote.ts';
import { contentsOf } from './contents.ts';
import { comparedColumns, mentionedColumns, tablesIn, valuesIn } from './literals.ts';
import { type Trial, writeTrial } from './trial.ts';

/** So many pairs of values are enough, and more would take long. */
const MOST_PAIRS = 400;

/** What a view shows of the rows that are there, and of rows that have the values its text speaks of. */
export async function viewTrials(engine: Engine, schema: SchemaSnapshot): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const view of schema.views) trials.push(...(await trialsOf(engine, schema, view)));
  return trials;
}

async function trialsOf(engine: Engine, schema: SchemaSnapshot, view: SchemaObject): Promise<readonly Trial[]> {
  const tables = tablesIn(schema, view.sql);
  const about = [view.name, ...tables.map(({ name }) => name)].map(foldName);
  const list = `SELECT group_concat(name) FROM pragma_table_info(${quoteLiteral(view.name)})`;
  const columns = await viewColumns(engine, view);
  if (columns.length === 0)
    return [writeTrial('view', about, [], `SELECT count(*) FROM ${quoteIdentifier(view.name)}`)];
  const read = contentsOf(view.name, columns);
  const values = valuesIn(view.sql);
  const changes = tables.flatMap((table) => {
    const compared = comparedColumns(table, view.sql).map(quoteIdentifier);
    // Rows of one group differ only if there are some.
    const alike = mentionedColumns(table, view.sql)
      .map(quoteIdentifier)
      .map(
        (name) =>
          `UPDATE ${quoteIdentifier(table.name)} SET ${name} = (SELECT max(${name}) FROM ${quoteIdentifier(table.name)})`,
      );
    const special = compared.flatMap((name) =>
      [...values, ...compared.filter((other) => other !== name)].map(
        (value) => `UPDATE ${quoteIdentifier(table.name)} SET ${name} = ${value}`,
      ),
    );
    return [...special, ...alike];
  });
  const possible: string[] = [];
  for (const text of changes) {
    const answer = await writeTrial('view', about, [{ text }], '1').observe(engine);
    if (answer.includes('read 1')) possible.push(text);
  }
  const sets = [
    [],
    ...tables.map(({ name }) => [`DELETE FROM ${quoteIdentifier(name)}`]),
    ...possible.map((text) => [text]),
    ...pairsOf(possible).slice(0, MOST_PAIRS),
  ];
  return [
    writeTrial('view', about, [], list),
    ...sets.map((texts) =>
      writeTrial(
        'view',
        about,
        texts.map((text) => ({ text })),
        read,
      ),
    ),
  ];
}

/** The names of a view's columns; none where it cannot be compiled. */
export async function viewColumns(engine: Engine, { name }: SchemaObject): Promise<readonly string[]> {
  try {
    return (await engine.query('SELECT name FROM pragma_table_info(?)', [name])).map(([column]) => String(column));
  } catch (error) {
    if (error instanceof SqlError) return [];
    throw error;
  }
}

function pairsOf(texts: readonly string[]): readonly string[][] {
  return texts.flatMap((first, at) => texts.slice(at + 1).map((second) => [first, second]));
}
