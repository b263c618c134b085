import { keyword } from './keyword.ts';
import { type ResultColumn, readResultColumn } from './resultColumn.ts';
import { readSelectArms, type SelectArm } from './selectArms.ts';
import type { Token } from './tokens.ts';
import { readWith } from './withClause.ts';

/** A column of a table or select, in lower case, and whether the script computed its values instead of taking them over. */
export interface RelationColumn {
  readonly name: string;
  readonly computed: boolean;
}

/** What a script's text tells about the columns of a table or select. */
export interface Relation {
  readonly columns: readonly RelationColumn[];
  /** Whether all columns are listed, so that they can be counted off; else at least the computed ones are. */
  readonly complete: boolean;
}

/** Finds a table by its name in lower case. */
export type Lookup = (name: string) => Relation;

/** A table of which the script tells nothing. */
export const UNKNOWN_RELATION: Relation = { columns: [], complete: false };

/** What the columns of a select are. Computation carries on from the tables and selects that it reads. */
export function readSelect(tokens: readonly Token[], lookup: Lookup): Relation {
  const { tables, rest } = readWith(tokens);
  const common = new Map<string, Relation>();
  const inner: Lookup = (name) => common.get(name) ?? lookup(name);
  for (const { name, columns, select } of tables) {
    const relation = readSelect(select, inner);
    common.set(name.toLowerCase(), columns === null ? relation : withNames(relation, columns));
  }
  if (keyword(rest[0]) === 'with') return readSelect(rest, inner);
  const [first = UNKNOWN_RELATION, ...others] = readSelectArms(rest).map((arm) => relationOfArm(arm, inner));
  return others.reduce(unite, first);
}

function withNames({ columns, complete }: Relation, names: readonly string[]): Relation {
  if (!complete) return { columns, complete };
  return {
    columns: columns.map((column, at) => ({ ...column, name: names[at]?.toLowerCase() ?? column.name })),
    complete,
  };
}

interface ReadTable {
  readonly alias: string;
  readonly relation: Relation;
}

function relationOfArm({ kind, items, sources }: SelectArm, lookup: Lookup): Relation {
  if (kind === 'values') {
    return { columns: items.map((_, at) => ({ name: `column${at + 1}`, computed: true })), complete: true };
  }
  const tables = sources.map(({ alias, table, select }): ReadTable => {
    const relation =
      select === null ? (table === null ? UNKNOWN_RELATION : lookup(table.toLowerCase())) : readSelect(select, lookup);
    return { alias: alias.toLowerCase(), relation };
  });
  return join(items.map((item) => relationOfItem(readResultColumn(item), tables)));
}

function relationOfItem(item: ResultColumn, tables: readonly ReadTable[]): Relation {
  if (item.kind === 'computed') return single(item.name, true);
  const qualifier = item.qualifier?.toLowerCase() ?? null;
  const read = tables.filter(({ alias }) => qualifier === null || alias === qualifier).map(({ relation }) => relation);
  if (item.kind === 'star') return read.length === 0 ? UNKNOWN_RELATION : join(read);
  return single(
    item.name,
    read.some((relation) => isComputed(relation, item.column.toLowerCase())),
  );
}

function single(name: string, computed: boolean): Relation {
  return { columns: [{ name: name.toLowerCase(), computed }], complete: true };
}

function join(relations: readonly Relation[]): Relation {
  return {
    columns: relations.flatMap(({ columns }) => columns),
    complete: relations.every(({ complete }) => complete),
  };
}

/** A column of a compound select is computed when any of its selects computes it. */
function unite(a: Relation, b: Relation): Relation {
  if (!a.complete && !b.complete) return join([a, b]);
  const [base, other] = a.complete ? [a, b] : [b, a];
  const columns = base.columns.map(({ name, computed }, at) => ({
    name,
    computed: computed || (other.complete ? (other.columns[at]?.computed ?? false) : isComputed(other, name)),
  }));
  return { columns, complete: true };
}

function isComputed({ columns }: Relation, name: string): boolean {
  return columns.some((column) => column.name === name && column.computed);
}
