import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { WrittenSchema } from '../model/written.ts';
import { type InsertStatement, readInsert } from '../sql/insertStatement.ts';
import { quoteWhereNeeded } from '../sql/quote.ts';
import { readSelectArms } from '../sql/selectArms.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { columnNames } from '../sql/writtenSchema.ts';
import { at } from './parts/at.ts';
import { writtenColumns } from './parts/widths.ts';
import { isSame } from './parts/words.ts';

/** SELECT * and INSERT without a list go by position, not by name (https://sqlite.org/lang_insert.html). */
export const starCopy: Hazard = {
  id: 'star-copy',
  summary: 'Rows are copied by SELECT * into columns that stand in another order.',

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap(({ statement, before }) => {
      const insert = readInsert(tokensOf(statement));
      if (insert === null) return [];
      const into = writtenColumns(insert, before);
      return starredTables(insert, before).flatMap((from): readonly Finding[] => {
        const columns = columnNames(before.tables.get(from.toLowerCase()) ?? UNKNOWN);
        const crossed = columns.length === into.length ? crossedColumn(columns, into) : null;
        const isUnknown = columns.length === 0 || into.length === 0;
        if (!isUnknown && crossed === null) return [];
        const order = into.length === 0 ? '…' : into.map(quoteWhereNeeded).join(', ');
        return [
          {
            severity: isUnknown ? 'warning' : 'error',
            object: `table ${insert.table}`,
            message: isUnknown
              ? `SELECT * FROM ${from} is copied into ${insert.table} by position, and the scripts do not tell the columns of both`
              : `SELECT * FROM ${from} writes ${crossed?.from} into the column ${crossed?.into} of ${insert.table}`,
            why: 'Both go by position. SQLite compares no names, and where the types fit it gives no error.',
            fix: `List the columns on both sides: INSERT INTO ${quoteWhereNeeded(insert.table)} (${order}) SELECT ${order} FROM ${quoteWhereNeeded(from)};`,
            location: at(script, statement),
            data: { from },
          },
        ];
      });
    });
  },
};

const UNKNOWN = { columns: [], selected: null };

/** The tables that are copied whole: SELECT * FROM one table. */
function starredTables({ source, withClause }: InsertStatement, { views }: WrittenSchema): readonly string[] {
  if (withClause.length > 0) return [];
  return readSelectArms(source).flatMap(({ kind, items, sources }) => {
    const [item, ...others] = items;
    const [from, ...more] = sources;
    const isStar = kind === 'select' && item?.at(-1)?.text === '*' && others.length === 0 && more.length === 0;
    return isStar && from?.table && !views.has(from.table.toLowerCase()) ? [from.table] : [];
  });
}

/** A column that lands in another one, although there is one of its name. */
function crossedColumn(from: readonly string[], into: readonly string[]) {
  const place = from.findIndex((name, index) => {
    const own = into.findIndex((other) => isSame(other, name));
    return own !== -1 && own !== index;
  });
  return place === -1 ? null : { from: from[place], into: into[place] };
}
