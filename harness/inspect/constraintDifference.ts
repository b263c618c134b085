import type { ForeignKey, SchemaDifference, Table } from '../model/schema.ts';
import { wrong } from './differences.ts';
import { foldName } from './foldName.ts';
import { foreignKeyDifferences } from './foreignKeyDifference.ts';
import { matchClauses } from './matchClauses.ts';
import { readTableClauses, type TableClause } from './tableClauses.ts';

/**
 * What became of a table's constraints, wherever in it they are written. `known` are the differences of its columns:
 * what they tell is not told again, but no clause that differs is passed over.
 */
export function constraintDifferences(
  before: Table,
  after: Table,
  known: readonly SchemaDifference[],
): readonly SchemaDifference[] {
  const names = new Set([before, after, ...before.columns, ...after.columns].map(({ name }) => foldName(name)));
  const old = readTableClauses(before.sql, names);
  const now = readTableClauses(after.sql, names);
  const keys = new Map([...keysOf(old, before), ...keysOf(now, after)]);
  const told = new Set(known.map(({ object, aspect }) => `${object} ${aspect}`));
  const [had, has] = [before, after].map(({ columns }) => new Set(columns.map(({ name }) => foldName(name))));
  // A column that comes or goes takes the clauses along that are about nothing else.
  const stays = ({ columns }: TableClause) =>
    columns.length === 0 || columns.some((name) => had?.has(name) && has?.has(name));
  return matchClauses(old.filter(stays), now.filter(stays)).flatMap((pair) => {
    const [a, b] = pair;
    const { kind } = a ?? b;
    const object = objectOf(before, a ?? b);
    if (a !== null && b !== null && a.meaning === b.meaning) return spellingDifferences(object, a, b);
    if (told.has(`${object} ${kind}`)) return [];
    const particular = a === null || b === null ? [] : foreignKeyDifferences(object, keys.get(a), keys.get(b));
    return particular.length > 0 ? particular : [wrong(object, kind, shown(a), shown(b))];
  });
}

function keysOf(clauses: readonly TableClause[], table: Table): readonly (readonly [TableClause, ForeignKey])[] {
  return clauses
    .filter(({ kind }) => kind === 'foreign key')
    .flatMap((clause, at) => {
      const key = table.foreignKeys[at];
      return key === undefined ? [] : [[clause, key] as const];
    });
}

function objectOf(table: Table, { kind, columns }: TableClause): string {
  const [only, ...others] = columns;
  if (only === undefined || others.length > 0 || kind === 'primary key') return `table ${table.name}`;
  return `column ${table.name}.${table.columns.find(({ name }) => foldName(name) === only)?.name ?? only}`;
}

/** Error messages show a constraint's name, and ON CONFLICT decides what becomes of a row that breaks it. */
function spellingDifferences(object: string, a: TableClause, b: TableClause): readonly SchemaDifference[] {
  return [
    ...(foldName(a.name ?? '') === foldName(b.name ?? '') ? [] : [wrong(object, 'constraint name', a.name, b.name)]),
    ...(a.conflict === b.conflict ? [] : [wrong(object, 'on conflict', a.conflict, b.conflict)]),
  ];
}

function shown(clause: TableClause | null): string | null {
  if (clause?.kind === 'primary key' && clause.column !== null) return `${clause.column} ${clause.text}`;
  return clause?.text ?? null;
}
