import type { ForeignKey, Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { mayBeNull } from './nullability.ts';

/** How the columns of a foreign key get their values. */
export interface ForeignKeyPlan {
  readonly key: ForeignKey;
  /** Lower case. */
  readonly parent: string;
  readonly isSelf: boolean;
  /** Of its columns, among those that are written. */
  readonly positions: readonly number[];
  /** Those of them that may be NULL. */
  readonly optional: readonly number[];
  /** Reads the parents' keys, those that no child has yet where each parent can have only one. */
  readonly select: string;
  /** Each parent can have only one child. */
  readonly isExclusive: boolean;
  /** Rows may repeat the parents of other rows: no key consists of foreign keys alone. */
  readonly mayRepeat: boolean;
}

/** More parents than this are not looked at. */
const MOST_PARENTS = 64;

/** Plans the foreign keys of a table, those with the most columns first, because others have to agree with them. */
export function foreignKeyPlans(
  table: Table,
  columns: readonly string[],
  unique: readonly (readonly string[])[],
): readonly ForeignKeyPlan[] {
  const child = new Set(table.foreignKeys.flatMap((key) => key.columns));
  return table.foreignKeys
    .filter((key) => key.columns.every((name) => columns.includes(name)))
    .map((key): ForeignKeyPlan => {
      const isExclusive = unique.some((names) => names.every((name) => key.columns.includes(name)));
      const positions = key.columns.map((name) => columns.indexOf(name));
      return {
        key,
        parent: key.parent.toLowerCase(),
        isSelf: key.parent.toLowerCase() === table.name.toLowerCase(),
        positions,
        optional: positions.filter((position) => mayBeNull(table, columns[position] ?? '')),
        select: selectParents(table, key, isExclusive),
        isExclusive,
        mayRepeat: !unique.some(
          (names) => names.some((name) => key.columns.includes(name)) && names.every((name) => child.has(name)),
        ),
      };
    })
    .sort((a, b) => b.positions.length - a.positions.length);
}

function selectParents(table: Table, { parent, columns, parentColumns }: ForeignKey, isExclusive: boolean): string {
  const names = parentColumns.map((name) => `p.${quoteIdentifier(name)}`);
  const present = names.map((name) => `${name} IS NOT NULL`);
  const pairs = names.map((name, index) => `c.${quoteIdentifier(columns[index] ?? '')} = ${name}`);
  const taken = `SELECT 1 FROM ${quoteIdentifier(table.name)} AS c WHERE ${pairs.join(' AND ')}`;
  const conditions = isExclusive ? [...present, `NOT EXISTS (${taken})`] : present;
  const keys = names.join(', ');
  const rows = `${quoteIdentifier(parent)} AS p WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${keys} FROM ${rows} ORDER BY ${keys} LIMIT ${MOST_PARENTS}`;
}
