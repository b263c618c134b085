import { changeOf, type Operator } from '../mutant.ts';
import { splice } from '../splice.ts';
import { columnsIn } from './columnsIn.ts';

/** What can be wrong with the way in which a column's texts are compared. */
export const collationOperators: readonly Operator[] = [
  {
    id: 'collation-change',
    *changes(schema) {
      for (const { table, text, item, column } of columnsIn(schema)) {
        if (['INTEGER', 'REAL'].includes(column.affinity)) continue;
        const given = item.clauses.findLast(({ kind }) => kind === 'collate');
        const collation = column.collation === 'NOCASE' ? 'BINARY' : 'NOCASE';
        const place = given ?? { start: item.end, end: item.end };
        const edit = { start: place.start, end: place.end, text: ` COLLATE ${collation}` };
        yield changeOf(table, `${column.name} COLLATE ${collation}`, splice(text.sql, [edit]));
      }
    },
  },
];
