import type { Finding } from '../model/finding.ts';
import type { Hazard, HazardContext } from '../model/hazard.ts';
import type { WrittenSchema } from '../model/written.ts';
import { readInsert } from '../sql/insertStatement.ts';
import { keyword } from '../sql/keyword.ts';
import { qualifiedName } from '../sql/qualifiedName.ts';
import { quoteWhereNeeded } from '../sql/quote.ts';
import type { Token } from '../sql/tokens.ts';
import { readWith } from '../sql/withClause.ts';
import { at } from './parts/at.ts';
import { actionsOf } from './parts/bodies.ts';
import { childrenOf } from './parts/dropped.ts';
import { keepsForeignKeys } from './parts/enforcement.ts';

/** REPLACE deletes the rows in its way first (https://sqlite.org/lang_conflict.html). */
export const replaceOnParent: Hazard = {
  id: 'replace-on-parent',
  summary: 'REPLACE deletes the row that it replaces, and the rows that refer to it go or change with it.',

  look(context): readonly Finding[] {
    const { script, statements } = context;
    if (!keepsForeignKeys(context)) return [];
    return statements.flatMap(({ statement, before }) =>
      actionsOf(statement).flatMap((action) => {
        const table = replacedTable(action);
        if (table === null || isNew(table, context)) return [];
        return reachedBy(table, before).map(({ child, onDelete }) => ({
          severity: 'warning' as const,
          object: `table ${child}`,
          message: `REPLACE in ${table} ${onDelete === 'CASCADE' ? 'deletes rows' : 'changes keys'} of ${child}, which refers to it ON DELETE ${onDelete}`,
          why: 'A row that is replaced is deleted and inserted anew, and the deletion starts the actions of the tables that refer to it.',
          fix: `Use an upsert: INSERT INTO ${quoteWhereNeeded(table)} (…) … ON CONFLICT (…) DO UPDATE SET …`,
          location: at(script, statement),
          data: { table, action: onDelete },
        }));
      }),
    );
  },
};

/** The table of an INSERT OR REPLACE, a REPLACE or an UPDATE OR REPLACE. */
function replacedTable(tokens: readonly Token[]): string | null {
  const { rest } = readWith(tokens);
  const [first, or, conflict] = rest.slice(0, 3).map(keyword);
  const isReplace = first === 'replace' || (or === 'or' && conflict === 'replace');
  if (!isReplace) return null;
  return first === 'update' ? (qualifiedName(rest, 3)?.name ?? null) : (readInsert(tokens)?.table ?? null);
}

/** Nothing that was there before the script refers to rows of a table that it makes. */
function isNew(table: string, { statements }: HazardContext): boolean {
  return statements[0]?.before.tables.has(table.toLowerCase()) !== true;
}

function reachedBy(table: string, schema: WrittenSchema) {
  return childrenOf(schema, table)
    .filter(({ key }) => key.onDelete === 'CASCADE' || key.onDelete.startsWith('SET'))
    .map(({ table: child, key }) => ({ child: child.name, onDelete: key.onDelete }));
}
