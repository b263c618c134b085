import { foldName } from '../../inspect/foldName.ts';
import type { Column, SchemaSnapshot, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { type ForeignKeyText, foreignKeysIn } from '../foreignKeyText.ts';
import { constraintBehind } from '../keyText.ts';
import { type Change, changeOf, type Operator } from '../mutant.ts';
import { splice } from '../splice.ts';

/** What can be wrong with the pairs of columns of a foreign key. */
export const foreignKeyColumnOperators: readonly Operator[] = [
  {
    id: 'foreign-key-add-column',
    *changes(schema) {
      for (const { found, child, parent } of pairsBeside(schema)) {
        const { columns, parentColumns } = found.key;
        yield over(found, [...columns, child], [...parentColumns, parent]);
      }
    },
  },
  {
    id: 'foreign-key-remove-column',
    *changes(schema) {
      for (const found of foreignKeysIn(schema)) {
        const { columns, parentColumns } = found.key;
        if (columns.length < 2) continue;
        const without = (names: readonly string[], at: number) => names.filter((_, index) => index !== at);
        for (const at of columns.keys()) yield over(found, without(columns, at), without(parentColumns, at));
      }
    },
  },
  {
    id: 'foreign-key-exchange-column',
    *changes(schema) {
      const texts = new Set<string | null>();
      for (const { found, child, parent } of pairsBeside(schema)) {
        const { columns, parentColumns } = found.key;
        const changes = [...columns.keys()].flatMap((at) => [
          over(found, columns.with(at, child), parentColumns),
          over(found, columns, parentColumns.with(at, parent)),
        ]);
        // Several columns can have one of the parent in common.
        for (const change of changes) {
          const [text = null] = change.texts.values();
          if (!texts.has(text)) yield change;
          texts.add(text);
        }
      }
    },
  },
];

interface Pair {
  readonly found: ForeignKeyText;
  readonly child: string;
  readonly parent: string;
}

/** Columns that a foreign key does not have, each with one of the parent that stores values alike. */
function* pairsBeside(schema: SchemaSnapshot): Iterable<Pair> {
  for (const found of foreignKeysIn(schema)) {
    const { columns, parent, parentColumns } = found.key;
    const above = schema.tables.find(({ name }) => foldName(name) === foldName(parent));
    if (above === undefined || parentColumns.length !== columns.length) continue;
    const others = columnsBeside(above, parentColumns);
    const used = new Set<string>();
    for (const { name, affinity } of columnsBeside(found.table, columns)) {
      const fitting = others.filter((column) => column.affinity === affinity);
      const other = fitting.find((column) => !used.has(column.name)) ?? fitting[0];
      if (other === undefined) continue;
      used.add(other.name);
      yield { found, child: name, parent: other.name };
    }
  }
}

function columnsBeside({ columns }: Table, names: readonly string[]): readonly Column[] {
  const known = new Set(names.map(foldName));
  return columns.filter(({ name, hidden }) => !hidden && !known.has(foldName(name)));
}

function over(
  { table, text, item, clause, key }: ForeignKeyText,
  columns: readonly string[],
  parents: readonly string[],
): Change {
  const [own, above] = [columns, parents].map((names) => names.map(quoteIdentifier).join(', '));
  const words = [
    `FOREIGN KEY (${own}) REFERENCES ${quoteIdentifier(key.parent)} (${above})`,
    `ON DELETE ${key.onDelete} ON UPDATE ${key.onUpdate}`,
    ...(key.deferred ? ['DEFERRABLE INITIALLY DEFERRED'] : []),
  ].join(' ');
  const edits =
    item.column === null
      ? [{ start: item.start, end: item.end, text: words }]
      : [{ start: clause.start, end: clause.end, text: '' }, constraintBehind(text, words)];
  const what = `FOREIGN KEY (${key.columns.join(', ')}) over ${columns.join(', ')} and ${parents.join(', ')}`;
  return changeOf(table, what, splice(text.sql, edits));
}
