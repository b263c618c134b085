import type { Column, Table } from '../model/schema.ts';
import type { Statement } from '../model/script.ts';
import type { SqlValue } from '../model/value.ts';
import { keyword } from '../sql/keyword.ts';
import { mentions } from '../sql/mentions.ts';
import { type Token, tokenize } from '../sql/tokens.ts';
import { type Fact, factsAbout } from './facts.ts';
import { literalAt } from './literal.ts';
import type { RowValues } from './rowWriter.ts';
import { spokenValues } from './spokenValues.ts';
import { uniqueKeys } from './uniqueKeys.ts';

/** What a row is to hold, and which other columns may not be NULL in it. Names are lower case. */
export interface SpokenRow {
  readonly values: RowValues;
  readonly filled: readonly string[];
}

/** A statement makes no more rows than this, since a list can name any number of values. */
const MOST_ROWS = 4;

/**
 * The rows of a table that statements speak of, as far as their words tell: what one statement compares columns with,
 * replaces, or takes for NULL, together in one row, and whatever else it names there as well, since NULL would hide what it
 * does. Generated values meet such a comparison by chance alone. Keys are left out, and what the ladder inserts itself
 * (`seeds`): there the scripts mean rows that they know.
 */
export function spokenRows(
  table: Table,
  statements: readonly Statement[],
  seeds: readonly Statement[],
): readonly SpokenRow[] {
  const about = statements.filter(({ text }) => ACTS.test(text) && mentions(text, table.name));
  if (about.length === 0) return [];
  const columns = freeColumns(table);
  const inserted = new Set(seeds.filter(({ text }) => mentions(text, table.name)).flatMap(insertedValues));
  const rows = about.flatMap(({ text }) => {
    const facts = factsAbout(tokenize(text), new Set(columns.keys()));
    return zip(
      Map.groupBy(facts, ({ column }) => column),
      columns,
      inserted,
    );
  });
  return [...new Map(rows.map((row) => [identityOf(row), row])).values()];
}

/** What reads or changes rows, a table that is made of others among it. */
const ACTS = /^\s*(?:update|delete|insert|replace|with)\b|^\s*create\s[^(]*?\bas\s+(?:select|with)\b/i;

/** Columns that are no key alone and refer to none, by name in lower case: their values are free to be shared. */
function freeColumns(table: Table): ReadonlyMap<string, Column> {
  const alone = uniqueKeys(table).filter((names) => names.length === 1);
  const keys = new Set([...alone, ...table.foreignKeys.map(({ columns }) => columns)].flat());
  const free = table.columns.filter(({ name, generated, hidden }) => generated === 'no' && !hidden && !keys.has(name));
  return new Map(free.map((column) => [column.name.toLowerCase(), column]));
}

/** The first values of all columns together, then the second ones; a column that has run out of them stays at its last. */
function zip(
  facts: ReadonlyMap<string, readonly Fact[]>,
  columns: ReadonlyMap<string, Column>,
  inserted: ReadonlySet<SqlValue>,
): readonly SpokenRow[] {
  const values = [...facts].flatMap(([name, about]) => {
    const column = columns.get(name);
    const spoken = column === undefined ? [] : [...new Set(about.flatMap((fact) => spokenValues(fact, column)))];
    const free = spoken.filter((value) => !inserted.has(value));
    return free.length === 0 ? [] : [[name, free] as const];
  });
  const count = Math.min(Math.max(0, ...values.map(([, free]) => free.length)), MOST_ROWS);
  const named = [...facts.keys()];
  return Array.from({ length: count }, (_, at) => {
    const row = new Map(values.map(([name, free]) => [name, free[at] ?? free.at(-1) ?? null]));
    return { values: row, filled: named.filter((name) => !row.has(name)) };
  }).flatMap(withoutNulls);
}

/** A condition on NULL leaves the rows out that hold something: one of them as well. */
function withoutNulls(row: SpokenRow): readonly SpokenRow[] {
  const values = new Map([...row.values].filter(([, value]) => value !== null));
  if (values.size === row.values.size || values.size === 0) return [row];
  return [row, { values, filled: [...row.filled, ...[...row.values.keys()].filter((name) => !values.has(name))] }];
}

function identityOf({ values, filled }: SpokenRow): string {
  return [...values, ...filled].map(String).join('\u0000');
}

/** The constants of `INSERT … VALUES`. */
function insertedValues({ text }: Statement): readonly SqlValue[] {
  const tokens: readonly Token[] = tokenize(text);
  const start = tokens.findIndex((token) => keyword(token) === 'values');
  return start === -1 ? [] : tokens.slice(start).flatMap((_, at) => literalAt(tokens, start + at)?.value ?? []);
}
