import type { Column, SchemaDifference, Table } from '../model/schema.ts';
import { normaliseSql } from '../sql/normalise.ts';
import { tokenize } from '../sql/tokens.ts';
import { columnText } from './columnText.ts';
import { defaultMeaning } from './defaultMeaning.ts';
import { wrong } from './differences.ts';
import { foldName } from './foldName.ts';
import { pairByName } from './pairByName.ts';

/** One property of a column: whether it differs, and how it is shown. */
interface Aspect {
  readonly name: string;
  differs(old: Column, now: Column): boolean;
  show(column: Column): string | null;
}

const ASPECTS: readonly Aspect[] = [
  // Drivers name the fields of a row by the column's name, letter by letter.
  { name: 'name', differs: (old, now) => old.name !== now.name, show: ({ name }) => name },
  {
    name: 'affinity',
    differs: (old, now) => typeDiffers(old, now) && old.affinity !== now.affinity,
    show: ({ type }) => type || 'no type',
  },
  {
    name: 'type',
    differs: (old, now) => typeDiffers(old, now) && old.affinity === now.affinity,
    show: ({ type }) => type || 'no type',
  },
  {
    name: 'default',
    differs: (old, now) => old.default !== now.default && stored(old) !== stored(now),
    show: (column) => column.default,
  },
  {
    name: 'not null',
    differs: (old, now) => old.notNull !== now.notNull,
    show: ({ notNull }) => (notNull ? 'NOT NULL' : null),
  },
  { name: 'collation', differs: (old, now) => old.collation !== now.collation, show: ({ collation }) => collation },
  { name: 'generated', differs: (old, now) => generation(old) !== generation(now), show: generation },
];

/** What became of a table's columns: lost, added, changed, and the order of those that are still there. */
export function columnDifferences(before: Table, after: Table): readonly SchemaDifference[] {
  const each = pairByName(before.columns, after.columns).flatMap(([old, now]) => {
    const object = `column ${before.name}.${(old ?? now).name}`;
    if (now === null) return [wrong(object, 'lost', columnText(before.sql, old.name), null)];
    if (old === null) return [wrong(object, 'added', null, columnText(after.sql, now.name))];
    const differing = ASPECTS.filter((aspect) => aspect.differs(old, now));
    return differing.map((aspect) => wrong(object, aspect.name, aspect.show(old), aspect.show(now)));
  });
  return [...each, ...orderDifference(before, after)];
}

function typeDiffers(old: Column, now: Column): boolean {
  return old.type !== now.type && normaliseSql(old.type) !== normaliseSql(now.type);
}

function stored(column: Column): string | null {
  return column.default === null ? null : defaultMeaning(tokenize(column.default));
}

function generation({ generated, expression }: Column): string | null {
  return generated === 'no' ? null : `AS (${expression ?? ''}) ${generated.toUpperCase()}`;
}

function orderDifference(before: Table, after: Table): readonly SchemaDifference[] {
  const old = namesShared(before.columns, after.columns);
  const now = namesShared(after.columns, before.columns);
  if (foldName(old.join()) === foldName(now.join())) return [];
  const object = `table ${before.name}`;
  return [{ object, aspect: 'column order', before: old.join(', '), after: now.join(', '), class: 'order-only' }];
}

function namesShared(columns: readonly Column[], others: readonly Column[]): readonly string[] {
  const there = new Set(others.map(({ name }) => foldName(name)));
  return columns.map(({ name }) => name).filter((name) => there.has(foldName(name)));
}
