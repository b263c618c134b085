import type { Index } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { tokenize } from '../../sql/tokens.ts';
import { factsAbout } from '../facts.ts';
import type { TablePlan } from '../tablePlan.ts';
import { indexedColumns } from '../uniqueKeys.ts';
import { cloneName, keyColumn, MARK, whereColumn } from './clone.ts';
import type { ConflictOf } from './conflictClauses.ts';
import type { Constraint } from './constraint.ts';
import { positionsOf } from './positions.ts';
import { sameKeys } from './sameKeys.ts';

const RIVAL = 'stepproof_rival';

/** PRIMARY KEY, UNIQUE, and unique indexes, also partial ones and those over expressions. */
export function keyConstraints(plan: TablePlan, conflictOf: ConflictOf): readonly Constraint[] {
  const { table } = plan;
  const unique = table.indexes.filter((index) => index.unique).map((index) => indexConstraint(plan, index, conflictOf));
  return table.rowidAlias === null ? unique : [rowidConstraint(plan, table.rowidAlias, conflictOf), ...unique];
}

function rowidConstraint(plan: TablePlan, alias: string, conflictOf: ConflictOf): Constraint {
  const { table } = plan;
  const column = quoteIdentifier(alias);
  const refusal = { code: 'SQLITE_CONSTRAINT_PRIMARYKEY', names: `${table.name}.${alias}`, at: 'statement' } as const;
  return {
    kind: 'primary key',
    name: `PRIMARY KEY (${alias})`,
    object: `table ${table.name}`,
    refusal,
    conflict: conflictOf('primary key', [alias]),
    breach: rivalExists(plan, [`${RIVAL}.${column} = ${quoteIdentifier(table.name)}.${column}`]),
    isComputed: false,
    clauses: [],
    propose: (base, rivals) => sameKeys(plan, positionsOf(plan, [alias]), [], base, rivals),
  };
}

function indexConstraint(plan: TablePlan, index: Index, conflictOf: ConflictOf): Constraint {
  const { table } = plan;
  const isPrimary = index.origin === 'pk';
  const columns = indexedColumns(table, index);
  const direct = index.columns.map(({ name }) => name);
  const written = direct.map((name) => name ?? 'expression').join(', ');
  const names = direct.includes(null)
    ? `index '${index.name}'`
    : direct.map((name) => `${table.name}.${name}`).join(', ');
  const code = isPrimary ? 'SQLITE_CONSTRAINT_PRIMARYKEY' : 'SQLITE_CONSTRAINT_UNIQUE';
  const keyword = isPrimary ? 'PRIMARY KEY' : 'UNIQUE';
  const conditional = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  const facts = index.where === null ? [] : factsAbout(tokenize(index.where), conditional);
  const outside = positionsOf(plan, [...new Set(facts.map(({ column }) => column))]);
  return {
    kind: isPrimary ? 'primary key' : 'unique',
    name: index.origin === 'c' ? `unique index ${index.name}` : `${keyword} (${written})`,
    object: index.origin === 'c' ? `index ${index.name}` : `table ${table.name}`,
    refusal: { code, names, at: 'statement' },
    conflict: index.origin === 'c' ? 'refuse' : conflictOf(isPrimary ? 'primary key' : 'unique', columns),
    breach: rivalExists(plan, [...sameKeyParts(plan, index), ...bothInside(plan, index)]),
    isComputed: false,
    clauses: [],
    propose: (base, rivals) => sameKeys(plan, positionsOf(plan, columns), outside, base, rivals),
  };
}

function rivalExists({ table }: TablePlan, conditions: readonly string[]): string {
  const all = [`${RIVAL}.${MARK} IS NOT 1`, ...conditions];
  return `EXISTS (SELECT 1 FROM ${cloneName(table)} AS ${RIVAL} WHERE ${all.join(' AND ')})`;
}

function sameKeyParts({ table }: TablePlan, index: Index): readonly string[] {
  return index.columns.map(({ collation }, part) => {
    const column = keyColumn(index, part);
    return `${RIVAL}.${column} = ${quoteIdentifier(table.name)}.${column} COLLATE ${quoteIdentifier(collation)}`;
  });
}

function bothInside({ table }: TablePlan, index: Index): readonly string[] {
  if (index.where === null) return [];
  return [`${RIVAL}.${whereColumn(index)}`, `${quoteIdentifier(table.name)}.${whereColumn(index)}`];
}
