import type { CheckConstraint, SchemaObject, Table } from '../model/schema.ts';
import { readCreateIndex } from '../sql/createIndex.ts';
import { type Token, tokenize } from '../sql/tokens.ts';
import { columnAt, type Fact, factsAbout } from './facts.ts';

/** A CHECK, what it says about columns, and the written columns that decide about it (lower case). */
export interface ReadCheck {
  readonly constraint: CheckConstraint;
  readonly facts: readonly Fact[];
  readonly columns: readonly string[];
}

/** What the expressions in a table's definition, its partial indexes and its triggers say. Names are lower case. */
export interface TableReading {
  /** The written columns that each column's value comes from: itself, or what its generating expression reads. */
  readonly origins: ReadonlyMap<string, readonly string[]>;
  readonly checks: readonly ReadCheck[];
  /** What generated columns and indexes read of JSON documents. */
  readonly generated: readonly Fact[];
  /** Facts of partial indexes and triggers: rows on both sides of them are worth having. */
  readonly conditions: readonly Fact[];
  /** Written columns that triggers read from the new row. */
  readonly triggered: readonly string[];
  /** Triggers see a row only when it has passed all constraints. */
  readonly raisesLast: boolean;
}

/** Reads all expressions that can refuse a row of a table, once. */
export function readTable(table: Table, triggers: readonly SchemaObject[]): TableReading {
  const names = new Set(table.columns.map((column) => column.name.toLowerCase()));
  const origins = originsOf(table, names);
  const written = (used: Iterable<string>) => [...new Set([...used].flatMap((name) => origins.get(name) ?? []))];
  const inTriggers = triggers.flatMap((trigger) => factsAbout(tokenize(trigger.tokens), names, 'new'));
  const partial = table.indexes.flatMap((index) =>
    index.where === null ? [] : factsAbout(tokenize(index.where), names),
  );
  return {
    origins,
    checks: table.checks.map((constraint) => {
      const tokens = tokenize(constraint.tokens);
      return { constraint, facts: factsAbout(tokens, names), columns: written(columnsIn(tokens, names)) };
    }),
    generated: [...table.columns.map(({ expression }) => expression), ...indexedExpressions(table)]
      .flatMap((expression) => (expression === null ? [] : factsAbout(tokenize(expression), names)))
      .filter(({ calls }) => calls.some(({ name }) => JSON_READERS.has(name))),
    conditions: [...partial, ...inTriggers],
    triggered: written(inTriggers.map((fact) => fact.column)),
    raisesLast: triggers.every((trigger) => / after insert /.test(trigger.tokens)),
  };
}

function indexedExpressions({ indexes }: Table): readonly string[] {
  return indexes.flatMap(({ sql, columns }) => {
    const parts = sql === null ? [] : readCreateIndex(sql).parts;
    return parts.filter((_, at) => columns[at]?.name === null);
  });
}

const JSON_READERS: ReadonlySet<string> = new Set(['json_extract', '->', '->>']);

function originsOf(table: Table, names: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const read = new Map(
    table.columns.map((column) => {
      const used = column.expression === null ? [] : columnsIn(tokenize(column.expression), names);
      return [column.name.toLowerCase(), used] as const;
    }),
  );
  const follow = (name: string, seen: readonly string[]): readonly string[] => {
    const used = read.get(name) ?? [];
    return used.length === 0
      ? [name]
      : used.filter((one) => !seen.includes(one)).flatMap((one) => follow(one, [...seen, one]));
  };
  return new Map([...names].map((name) => [name, [...new Set(follow(name, [name]))]]));
}

function columnsIn(tokens: readonly Token[], names: ReadonlySet<string>): readonly string[] {
  return [...new Set(tokens.flatMap((_, at) => columnAt(tokens, at, names) ?? []))];
}
