import { affinityOf } from '../inspect/affinity.ts';
import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { quoteWhereNeeded } from '../sql/quote.ts';
import { columnOf } from './parts/added.ts';
import { at } from './parts/at.ts';
import { makerOf } from './parts/changed.ts';
import { holdsText } from './parts/textTypes.ts';

/** https://sqlite.org/datatype3.html#determination_of_column_affinity */
export const numericTypeForText: Hazard = {
  id: 'numeric-type-for-text',
  summary: 'A type that is meant for text, like JSON or DATETIME, turns text that looks like a number into one.',

  look({ script, statements, ground, direction }): readonly Finding[] {
    const start = statements[0]?.before.tables;
    const end = statements.at(-1)?.after.tables;
    return [...(end ?? [])].flatMap(([key, table]) => {
      const old = start?.get(key);
      if (table === old || table.strict) return [];
      const statement = makerOf(statements, table);
      if (statement === null) return [];
      return table.columns.flatMap((column): readonly Finding[] => {
        const was = columnOf(old, column.name);
        const known = direction === 'rollback' ? columnOf(ground.tables.get(key), column.name) : was;
        if (!holdsText(column.type) || (known !== undefined && holdsText(known.type))) return [];
        const isConverted = was !== undefined && affinityOf(was.type, old?.strict === true) === 'TEXT';
        return [
          {
            severity: isConverted ? 'warning' : 'note',
            object: `column ${table.name}.${column.name}`,
            message: `column ${table.name}.${column.name} has the type ${column.type}, which is numeric to SQLite${isConverted ? `; it was ${was.type}` : ''}`,
            why: "Text that looks like a number is stored as one: '1.50' becomes 1.5, and a digit behind the 15th can be lost. Any other text stays.",
            fix: `Declare it as TEXT: ${quoteWhereNeeded(column.name)} TEXT`,
            location: at(script, statement),
            data: { type: column.type },
          },
        ];
      });
    });
  },
};
