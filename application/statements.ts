import { type SQLQuery, sql } from '@databases/sqlite-sync';

/** A row's values by column. A column that is undefined is left out: its default applies, or it stays as it is. */
export type Values = Readonly<Record<string, string | number | null | undefined>>;

/** Tables whose rows say when they last changed. */
export type TimestampedTable = 'workspaces' | 'users' | 'integrations' | 'eval_sets' | 'feedback' | 'evals';

function present(values: Values): readonly (readonly [string, string | number | null])[] {
  return Object.entries(values).flatMap(([column, value]) => (value === undefined ? [] : [[column, value] as const]));
}

/** The statement that adds one row. */
export function insertRow(table: string, values: Values): SQLQuery {
  const columns = present(values).map(([column]) => sql.ident(column));
  const parameters = present(values).map(([, value]) => sql`${value}`);
  return sql`INSERT INTO ${sql.ident(table)} (${sql.join(columns, ', ')}) VALUES (${sql.join(parameters, ', ')})`;
}

/** The statement that changes one row and says so in updated_at: with it nobody has to remember to. */
export function updateRow(table: TimestampedTable, id: string, changes: Values): SQLQuery {
  const assignments = present(changes).map(([column, value]) => sql`${sql.ident(column)} = ${value}`);
  const moved = sql.join([...assignments, sql`updated_at = CURRENT_TIMESTAMP`], ', ');
  return sql`UPDATE ${sql.ident(table)} SET ${moved} WHERE id = ${id}`;
}
