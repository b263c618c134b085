import type { Column, Table } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import type { TablePlan } from '../tablePlan.ts';
import type { ConflictOf } from './conflictClauses.ts';
import { type Constraint, withValues } from './constraint.ts';
import { columnName, positionsOf } from './positions.ts';

/** NOT NULL, also where SQLite implies it: in the key of a STRICT or WITHOUT ROWID table (https://sqlite.org/withoutrowid.html). */
export function notNullConstraints(plan: TablePlan, conflictOf: ConflictOf): readonly Constraint[] {
  const { table } = plan;
  return table.columns
    .filter((column) => refusesNull(table, column))
    .map((column): Constraint => {
      const { name } = column;
      const conflict = conflictOf('not null', [name]);
      return {
        kind: 'not null',
        name: `NOT NULL of ${name}`,
        object: `table ${table.name}`,
        refusal: { code: 'SQLITE_CONSTRAINT_NOTNULL', names: `${table.name}.${name}`, at: 'statement' },
        // REPLACE puts the default in the place of the NULL, and refuses where there is none.
        conflict: conflict === 'replace' && column.default === null ? 'refuse' : conflict,
        breach: `${quoteIdentifier(table.name)}.${quoteIdentifier(name)} IS NULL`,
        isComputed: column.generated !== 'no',
        clauses: [],
        *propose({ row }) {
          const positions = positionsOf(plan, [name]);
          for (const position of positions) {
            yield {
              what: `NULL in ${columnName(plan, position)}`,
              row: withValues(row, [[position, null]]),
              rival: null,
            };
          }
        },
      };
    });
}

function refusesNull(table: Table, { name, notNull, primaryKey, hidden }: Column): boolean {
  if (hidden || name === table.rowidAlias) return false;
  return notNull || (primaryKey > 0 && (table.strict || table.withoutRowid));
}
