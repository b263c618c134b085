import type { ForeignKey, SchemaSnapshot, Table } from '../model/schema.ts';
import { keyword } from '../sql/keyword.ts';
import { qualifiedName } from '../sql/qualifiedName.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { type Change, changeOf } from './mutant.ts';
import { ordinaryTables } from './operators/ordinaryTables.ts';
import { splice } from './splice.ts';
import { type Clause, type Item, readTableText, type TableText } from './tableText.ts';

/** A foreign key, and where it stands in its table's text. */
export interface ForeignKeyText {
  readonly table: Table;
  readonly text: TableText;
  readonly item: Item;
  readonly clause: Clause;
  readonly key: ForeignKey;
}

/** Every foreign key that a text declares; the model lists them in the order of the text. */
export function foreignKeysIn(schema: SchemaSnapshot): readonly ForeignKeyText[] {
  return ordinaryTables(schema).flatMap((table) => {
    const text = readTableText(table);
    const clauses = text.items.flatMap((item) =>
      item.clauses
        .filter(({ kind }) => kind === 'references' || kind === 'foreign key')
        .map((clause) => ({ item, clause })),
    );
    return clauses.flatMap((found, at) => {
      const key = table.foreignKeys[at];
      return key === undefined ? [] : [{ table, text, ...found, key }];
    });
  });
}

/** The same foreign key with another end: from REFERENCES on. */
export function written({ table, text, clause }: ForeignKeyText, key: ForeignKey, what: string): Change {
  const at = clause.tokens.findIndex((token) => keyword(token) === 'references');
  const start = clause.tokens[at]?.start ?? clause.start;
  const name = qualifiedName(clause.tokens, at + 1);
  const parentColumns = key.parentColumns.map(quoteIdentifier).join(', ');
  const parts = [
    `REFERENCES ${quoteIdentifier(key.parent)}`,
    key.parentColumns.length === 0 ? '' : `(${parentColumns})`,
    `ON DELETE ${key.onDelete} ON UPDATE ${key.onUpdate}`,
    key.deferred ? 'DEFERRABLE INITIALLY DEFERRED' : '',
  ];
  const edit = { start, end: clause.end, text: `${parts.filter((part) => part !== '').join(' ')} ` };
  return changeOf(table, `${what} in REFERENCES ${name?.name ?? key.parent}`, splice(text.sql, [edit]));
}
