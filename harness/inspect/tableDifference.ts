import type { SchemaDifference, Table } from '../model/schema.ts';
import { readCreateHeader } from '../sql/createHeader.ts';
import { tokenize } from '../sql/tokens.ts';
import { canonicalSql } from './canonicalSql.ts';
import { columnDifferences } from './columnDifference.ts';
import { constraintDifferences } from './constraintDifference.ts';
import { orTextOnly, wrong } from './differences.ts';
import { foldName } from './foldName.ts';

/** What became of a table that is there before and after; its indexes and triggers are objects of their own. */
export function compareTable(before: Table, after: Table): readonly SchemaDifference[] {
  if (before.sql === after.sql) return [];
  const object = `table ${before.name}`;
  const virtual = before.kind === 'virtual' || after.kind === 'virtual';
  const found = virtual ? virtualDifferences(object, before, after) : ordinaryDifferences(object, before, after);
  return orTextOnly(object, before.sql, after.sql, found);
}

function ordinaryDifferences(object: string, before: Table, after: Table): readonly SchemaDifference[] {
  const columns = columnDifferences(before, after);
  return [
    ...optionDifference(object, 'strict', before.strict, after.strict),
    ...optionDifference(object, 'without rowid', before.withoutRowid, after.withoutRowid),
    ...optionDifference(object, 'autoincrement', before.autoincrement, after.autoincrement),
    ...columns,
    ...constraintDifferences(before, after, columns),
  ];
}

function optionDifference(
  object: string,
  option: string,
  before: boolean,
  after: boolean,
): readonly SchemaDifference[] {
  const shown = option.toUpperCase();
  return before === after ? [] : [wrong(object, option, before ? shown : null, after ? shown : null)];
}

function virtualDifferences(object: string, before: Table, after: Table): readonly SchemaDifference[] {
  if (before.kind !== after.kind) return [wrong(object, 'kind', before.sql, after.sql)];
  const same = moduleAndArguments(before) === moduleAndArguments(after);
  return same ? columnDifferences(before, after) : [wrong(object, 'arguments', before.sql, after.sql)];
}

/** What stands behind the name: each module reads its arguments in its own way (https://sqlite.org/lang_createvtab.html). */
function moduleAndArguments({ sql, columns }: Table): string {
  const tokens = tokenize(sql);
  const names = new Set(columns.map(({ name }) => foldName(name)));
  return canonicalSql(tokens.slice(readCreateHeader(tokens)?.next), names);
}
