import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { WrittenTable } from '../model/written.ts';
import { quoteWhereNeeded } from '../sql/quote.ts';
import { columnOf } from './parts/added.ts';
import { at } from './parts/at.ts';
import { makerOf } from './parts/changed.ts';

/** https://sqlite.org/quirks.html#primary_keys_can_sometimes_contain_nulls */
export const keyTakesNull: Hazard = {
  id: 'key-takes-null',
  summary: 'A PRIMARY KEY that is not NOT NULL accepts NULL.',

  look({ script, statements }): readonly Finding[] {
    const start = statements[0]?.before.tables;
    const end = statements.at(-1)?.after.tables;
    return [...(end ?? [])].flatMap(([key, table]): readonly Finding[] => {
      const old = start?.get(key);
      if (old === table) return [];
      const columns = nullableKeys(table);
      const isKnown = old !== undefined && nullableKeys(old).join() === columns.join();
      const statement = columns.length === 0 || isKnown ? null : makerOf(statements, table);
      if (statement === null) return [];
      return [
        {
          severity: 'note',
          object: `table ${table.name}`,
          message: `the PRIMARY KEY of table ${table.name} accepts NULL in ${columns.join(', ')}`,
          why: 'SQLite lets NULL into any key but INTEGER PRIMARY KEY, as often as you like; STRICT and WITHOUT ROWID tables refuse it, and so does a later change to one of them.',
          fix: `Declare it NOT NULL: ${quoteWhereNeeded(columns[0] ?? '')} ${columnOf(table, columns[0] ?? '')?.type ?? ''} NOT NULL`,
          location: at(script, statement),
          data: { columns },
        },
      ];
    });
  },
};

function nullableKeys(table: WrittenTable): readonly string[] {
  const { primaryKey, strict, withoutRowid, module } = table;
  if (strict || withoutRowid || module !== null) return [];
  const isRowid = primaryKey.length === 1 && /^integer$/i.test(columnOf(table, primaryKey[0] ?? '')?.type ?? '');
  return isRowid ? [] : primaryKey.filter((name) => columnOf(table, name)?.notNull !== true);
}
