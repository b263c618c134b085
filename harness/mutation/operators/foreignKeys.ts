import { foldName } from '../../inspect/foldName.ts';
import type { ForeignKey, SchemaSnapshot, Table } from '../../model/schema.ts';
import { foreignKeysIn, written } from '../foreignKeyText.ts';
import { changeOf, type Operator } from '../mutant.ts';
import { splice, withoutPiece } from '../splice.ts';
import type { Clause, TableText } from '../tableText.ts';

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

function otherParent({ tables }: SchemaSnapshot, { parent, columns }: ForeignKey): Table | undefined {
  return tables.find(
    (table) =>
      foldName(table.name) !== foldName(parent) &&
      table.columns.filter(({ primaryKey }) => primaryKey > 0).length === columns.length,
  );
}

function wordsOf({ sql }: TableText, { start, end }: Clause): string {
  return sql.slice(start, end).replace(/\s+/g, ' ').trim();
}
