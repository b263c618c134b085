import type { Column, Table } from '../../model/schema.ts';
import type { SqlValue } from '../../model/value.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { mayBeNull } from '../nullability.ts';
import type { TablePlan } from '../tablePlan.ts';
import type { ConflictOf } from './conflictClauses.ts';
import { type Base, type Candidate, type Constraint, withValues } from './constraint.ts';
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
        columns: [name.toLowerCase()],
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

/** Whether a value may repeat shows in a few rows. */
const MOST_REPEATED = 3;

/** What a free column accepts: NULL, and the value of another row. A constraint too many shows here. */
export function freedoms(plan: TablePlan): readonly Constraint[] {
  const { table } = plan;
  return plan.columns.map(
    ({ column: { name } }, position): Constraint => ({
      kind: 'none',
      name: `column ${name}`,
      object: `table ${table.name}`,
      columns: [name.toLowerCase()],
      refusal: null,
      conflict: 'refuse',
      breach: '0',
      isComputed: false,
      clauses: [],
      *propose({ row }, rivals) {
        if (mayBeNull(table, name) || name === table.rowidAlias) {
          yield { what: `NULL in ${name}`, row: withValues(row, [[position, null]]), rival: null };
        }
        for (const rival of rivals.slice(0, MOST_REPEATED)) {
          const value = rival.row[position] ?? null;
          if (value !== null)
            yield { what: `the same ${name} as another row`, row: withValues(row, [[position, value]]), rival };
        }
      },
    }),
  );
}

/** What a column of a type refuses, and what it converts. */
interface Types {
  /** Storage class that is stored. */
  readonly storage: string;
  readonly wrong: readonly SqlValue[];
  /** The same value in another storage class. */
  readonly convertible: (value: SqlValue) => SqlValue;
}

const BYTES = new Uint8Array([0, 255]);

const TYPES: Readonly<Partial<Record<Column['affinity'], Types>>> = {
  INTEGER: {
    storage: 'integer',
    wrong: ['word', 1.5, BYTES],
    convertible: (value) => (typeof value === 'bigint' ? String(value) : null),
  },
  REAL: {
    storage: 'real',
    wrong: ['word', BYTES],
    convertible: (value) => (typeof value === 'number' ? String(value) : null),
  },
  TEXT: {
    storage: 'text',
    wrong: [BYTES],
    convertible: (value) => (/^[1-9]\d{0,9}$/.test(String(value)) ? BigInt(String(value)) : null),
  },
  BLOB: { storage: 'blob', wrong: ['word', 7n], convertible: () => null },
};

/**
 * The types of a STRICT table (https://sqlite.org/stricttables.html), and that of a column which is another name of the
 * rowid: it is checked everywhere, and its refusal is no constraint but `SQLITE_MISMATCH`.
 */
export function typeConstraints(plan: TablePlan): readonly Constraint[] {
  const { table } = plan;
  return table.columns.flatMap((column): readonly Constraint[] => {
    const { name, affinity, hidden } = column;
    const isAlias = name === table.rowidAlias;
    const types = isAlias || table.strict ? TYPES[affinity] : undefined;
    if (types === undefined || hidden) return [];
    return [
      {
        kind: 'type',
        name: `type ${column.type} of ${name}`,
        object: `table ${table.name}`,
        columns: [name.toLowerCase()],
        refusal: isAlias
          ? { code: 'SQLITE_MISMATCH', names: '', at: 'statement' }
          : { code: 'SQLITE_CONSTRAINT_DATATYPE', names: `${table.name}.${name}`, at: 'statement' },
        conflict: 'refuse',
        breach: `typeof(${quoteIdentifier(table.name)}.${quoteIdentifier(name)}) NOT IN ('null', '${types.storage}')`,
        isComputed: column.generated !== 'no',
        clauses: [],
        propose: (base) => otherTypes(plan, positionsOf(plan, [name]), types, base),
      },
    ];
  });
}

function* otherTypes(
  plan: TablePlan,
  positions: readonly number[],
  { wrong, convertible }: Types,
  { row }: Base,
): Iterable<Candidate> {
  for (const position of positions) {
    const column = columnName(plan, position);
    for (const value of wrong) {
      yield { what: `${storageOf(value)} in ${column}`, row: withValues(row, [[position, value]]), rival: null };
    }
    const converted = convertible(row[position] ?? null);
    if (converted === null) continue;
    yield {
      what: `a value of ${column} as ${storageOf(converted)}`,
      row: withValues(row, [[position, converted]]),
      rival: null,
    };
  }
}

function storageOf(value: SqlValue): string {
  if (typeof value === 'string') return 'TEXT';
  if (typeof value === 'number') return 'REAL';
  return typeof value === 'bigint' ? 'INTEGER' : 'BLOB';
}
