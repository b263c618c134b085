import { foldName } from '../../inspect/foldName.ts';
import type { ForeignKey, SchemaSnapshot, Table } from '../../model/schema.ts';
import { keyword } from '../../sql/keyword.ts';
import { qualifiedName } from '../../sql/qualifiedName.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { type Change, changeOf, type Operator } from '../mutant.ts';
import { splice, withoutPiece } from '../splice.ts';
import { type Clause, type Item, readTableText, type TableText } from '../tableText.ts';
import { ordinaryTables } from './ordinaryTables.ts';

const ACTIONS = ['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT'];

/** What can be wrong with a foreign key. */
export const foreignKeyOperators: readonly Operator[] = [
  {
    id: 'foreign-key-drop',
    *changes(schema) {
      for (const { table, text, item, clause } of foreignKeysIn(schema)) {
        const edit =
          item.column === null
            ? withoutPiece(text.items, text.items.indexOf(item))
            : { start: clause.start, end: clause.end, text: '' };
        yield changeOf(table, `${wordsOf(text, clause)} removed`, splice(text.sql, [edit]));
      }
    },
  },
  {
    id: 'foreign-key-on-delete',
    *changes(schema) {
      for (const found of foreignKeysIn(schema)) {
        const others = ACTIONS.filter((action) => action !== found.key.onDelete);
        for (const onDelete of others) yield written(found, { ...found.key, onDelete }, `ON DELETE ${onDelete}`);
      }
    },
  },
  {
    id: 'foreign-key-on-update',
    *changes(schema) {
      for (const found of foreignKeysIn(schema)) {
        const onUpdate = found.key.onUpdate === 'NO ACTION' ? 'CASCADE' : 'NO ACTION';
        yield written(found, { ...found.key, onUpdate }, `ON UPDATE ${onUpdate}`);
      }
    },
  },
  {
    id: 'foreign-key-deferral',
    *changes(schema) {
      for (const found of foreignKeysIn(schema)) {
        const deferred = !found.key.deferred;
        yield written(found, { ...found.key, deferred }, deferred ? 'deferred' : 'immediate');
      }
    },
  },
  {
    id: 'foreign-key-retarget',
    *changes(schema) {
      for (const found of foreignKeysIn(schema)) {
        const parent = otherParent(schema, found.key);
        if (parent === undefined) continue;
        const parentColumns = parent.columns.filter(({ primaryKey }) => primaryKey > 0).map(({ name }) => name);
        yield written(found, { ...found.key, parent: parent.name, parentColumns }, `REFERENCES ${parent.name}`);
      }
    },
  },
];

interface ForeignKeyText {
  readonly table: Table;
  readonly text: TableText;
  readonly item: Item;
  readonly clause: Clause;
  readonly key: ForeignKey;
}

/** The model lists foreign keys in the order of the text. */
function foreignKeysIn(schema: SchemaSnapshot): readonly ForeignKeyText[] {
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

function otherParent({ tables }: SchemaSnapshot, { parent, columns }: ForeignKey): Table | undefined {
  return tables.find(
    (table) =>
      foldName(table.name) !== foldName(parent) &&
      table.columns.filter(({ primaryKey }) => primaryKey > 0).length === columns.length,
  );
}

function written({ table, text, clause }: ForeignKeyText, key: ForeignKey, what: string): Change {
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

function wordsOf({ sql }: TableText, { start, end }: Clause): string {
  return sql.slice(start, end).replace(/\s+/g, ' ').trim();
}
