import type { Column } from '../../model/schema.ts';
import type { SqlValue } from '../../model/value.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import type { TablePlan } from '../tablePlan.ts';
import { type Base, type Candidate, type Constraint, withValues } from './constraint.ts';
import { columnName, positionsOf } from './positions.ts';

/** What a column of a type stores, and values in other storage classes: the last one of each type is converted. */
interface Type {
  readonly storage: string;
  readonly valuesBeside: (value: SqlValue) => readonly (readonly [what: string, value: SqlValue])[];
}

const BYTES = new Uint8Array([0, 255]);

const TYPES: Readonly<Partial<Record<Column['affinity'], Type>>> = {
  INTEGER: {
    storage: 'integer',
    valuesBeside: (value) => [
      ['text', 'word'],
      ['a fraction', 1.5],
      ['bytes', BYTES],
      ['an integer as text', typeof value === 'bigint' ? String(value) : null],
    ],
  },
  REAL: {
    storage: 'real',
    valuesBeside: (value) => [
      ['text', 'word'],
      ['bytes', BYTES],
      ['a number as text', typeof value === 'number' ? String(value) : null],
    ],
  },
  TEXT: {
    storage: 'text',
    valuesBeside: (value) => [
      ['bytes', BYTES],
      // A CHECK that only understands text may still be content with its bytes.
      ['text as bytes', typeof value === 'string' ? Buffer.from(value) : null],
      ['digits as an integer', /^[1-9]\d{0,9}$/.test(String(value)) ? BigInt(String(value)) : null],
    ],
  },
  BLOB: {
    storage: 'blob',
    valuesBeside: () => [
      ['text', 'word'],
      ['an integer', 7n],
    ],
  },
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
    const type = isAlias || table.strict ? TYPES[affinity] : undefined;
    if (type === undefined || hidden) return [];
    return [
      {
        kind: 'type',
        name: `type ${column.type} of ${name}`,
        object: `table ${table.name}`,
        refusal: isAlias
          ? { code: 'SQLITE_MISMATCH', names: '', at: 'statement' }
          : { code: 'SQLITE_CONSTRAINT_DATATYPE', names: `${table.name}.${name}`, at: 'statement' },
        conflict: 'refuse',
        breach: `typeof(${quoteIdentifier(table.name)}.${quoteIdentifier(name)}) NOT IN ('null', '${type.storage}')`,
        isComputed: column.generated !== 'no',
        clauses: [],
        propose: (base) => otherTypes(plan, positionsOf(plan, [name]), type.valuesBeside, base),
      },
    ];
  });
}

function* otherTypes(
  plan: TablePlan,
  positions: readonly number[],
  valuesBeside: Type['valuesBeside'],
  { row }: Base,
): Iterable<Candidate> {
  for (const position of positions) {
    const column = columnName(plan, position);
    for (const [what, value] of valuesBeside(row[position] ?? null)) {
      if (value !== null)
        yield { what: `${what} in ${column}`, row: withValues(row, [[position, value]]), rival: null };
    }
  }
}
