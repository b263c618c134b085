import type { SchemaDifference, SchemaObject } from '../model/schema.ts';
import { readCreateHeader } from '../sql/createHeader.ts';
import { keyword } from '../sql/keyword.ts';
import { tokenize } from '../sql/tokens.ts';
import { canonicalSql } from './canonicalSql.ts';
import { differingLines, orTextOnly, wrong } from './differences.ts';

/** What became of a trigger: when it fires (timing, event, table, WHEN), and what it does. */
export function triggerDifferences(
  before: SchemaObject,
  after: SchemaObject,
  names: () => ReadonlySet<string>,
): readonly SchemaDifference[] {
  if (before.sql === after.sql) return [];
  const object = `trigger ${before.name}`;
  const [a, b] = [triggerText(before.sql, names()), triggerText(after.sql, names())];
  const lines = differingLines(before.sql, after.sql);
  return orTextOnly(object, before.sql, after.sql, [
    ...(a.event === b.event ? [] : [wrong(object, 'event', a.writtenEvent, b.writtenEvent)]),
    ...(a.body === b.body ? [] : [wrong(object, 'body', ...lines)]),
  ]);
}

function triggerText(sql: string, names: ReadonlySet<string>) {
  const tokens = tokenize(sql);
  const name = readCreateHeader(tokens)?.next ?? 0;
  const begin = tokens.findIndex((token) => keyword(token) === 'begin');
  return {
    event: canonicalSql(tokens.slice(name, begin), names),
    writtenEvent: sql.slice(tokens[name]?.start, tokens[begin - 1]?.end),
    body: canonicalSql(tokens.slice(begin), names),
  };
}
