import type { SqlError } from '../model/errors.ts';
import type { SqlValue } from '../model/value.ts';
import { type Change, changes } from './changes.ts';
import { composeRow } from './composeRow.ts';
import { AS_EARLIER, type Choice, type Place } from './place.ts';
import { isAboutValues, readRefusal } from './refusal.ts';
import type { TablePlan } from './tablePlan.ts';

/** Tries to write row n: null when it is there, else why it is not. */
export type Attempt = (values: readonly SqlValue[], n: number) => Promise<SqlError | null>;

/** What the search for a table's rows has learned and may still spend. */
export interface Search {
  /** Choices that made a row, in the order in which they are tried; the usual row comes first. */
  readonly choices: Choice[];
  /** Changes that may still be looked at. */
  changes: number;
}

/** Begins the search for the rows of a table. */
export function newSearch(): Search {
  return { choices: [new Map()], changes: 2000 };
}

/** A row that the engine refused. */
interface Refused {
  readonly choice: Choice;
  readonly error: SqlError;
  readonly rank: number;
  readonly columns: readonly number[];
}

/** The search for one row. */
interface Hunt {
  readonly plan: TablePlan;
  readonly place: Place;
  readonly search: Search;
  readonly attempt: Attempt;
  /** Rows that need not be tried again. */
  readonly tried: Set<string>;
  furthest: Refused | null;
}

/** More ways to make a row than this are not remembered. */
const MOST_CHOICES = 8;

/**
 * Writes one row: as usual, else in a way that worked before, else in one that is searched for. The engine is the only
 * judge. It tests constraints in a fixed order, so that a change which gets the row further is kept and the search goes
 * on from there. null when the row is there, else what the engine said of the row that got furthest.
 */
export async function placeRow(
  plan: TablePlan,
  place: Place,
  search: Search,
  attempt: Attempt,
): Promise<SqlError | null> {
  const hunt: Hunt = { plan, place, search, attempt, tried: new Set(), furthest: null };
  for (const choice of search.choices) {
    if ((await tryChoice(hunt, choice)) === 'written') return null;
  }
  const start = hunt.furthest;
  if (start === null || !isAboutValues(start.error)) return start?.error ?? null;
  const found = await improve(hunt, start, [start.error.message]);
  if (found === null) return hunt.furthest?.error ?? start.error;
  if (search.choices.length < MOST_CHOICES) search.choices.push(found);
  return null;
}

/** 'skipped': there is no such row, or it was tried before. */
async function tryChoice(hunt: Hunt, choice: Choice): Promise<Refused | 'written' | 'skipped'> {
  const { plan, place, attempt, tried } = hunt;
  const values = composeRow(plan, place, choice);
  if (values === null || (tried.size > 0 && tried.has(identityOf(values)))) return 'skipped';
  const error = await attempt(values, place.n);
  if (error === null) return 'written';
  tried.add(identityOf(values));
  const refused = { choice, error, ...readRefusal(plan, error) };
  if (hunt.furthest === null || refused.rank > hunt.furthest.rank) hunt.furthest = refused;
  return refused;
}

function identityOf(values: readonly SqlValue[]): string {
  return values.map((value) => `${typeof value} ${value}`).join('\u0000');
}

/** Changes a refused row until it is written; the choice that did it. `messages`: refusals on the way here. */
async function improve(hunt: Hunt, from: Refused, messages: readonly string[]): Promise<Choice | null> {
  for (const change of changesTo(hunt, from)) {
    if (hunt.search.changes-- <= 0) return null;
    const choice = new Map([...from.choice, ...change]);
    const next = await tryChoice(hunt, choice);
    if (next === 'written') return choice;
    if (next === 'skipped' || !isFurther(next, from, messages)) continue;
    const found = await improve(hunt, next, [...messages, next.error.message]);
    if (found !== null) return found;
  }
  return null;
}

function isFurther(next: Refused, from: Refused, messages: readonly string[]): boolean {
  return next.rank > from.rank || (next.rank === from.rank && !messages.includes(next.error.message));
}

/**
 * First what an earlier row has there, then changes of the columns that decide about what failed, then of all that are
 * bound to them by other CHECKs.
 */
function* changesTo({ plan, place }: Hunt, { columns, choice }: Refused): Generator<Change> {
  const values = composeRow(plan, place, choice) ?? [];
  const sizeOf = (dimension: number): number =>
    plan.columns[dimension]?.alternatives(place.n, values).length ??
    (place.parents[dimension - plan.columns.length]?.length ?? 0) + 2;
  const sizes = (positions: readonly number[]) =>
    new Map(dimensionsOf(plan, positions).map((one) => [one, sizeOf(one)]));
  const bound = boundColumns(plan, columns);
  if (place.earlier !== null) yield dimensionsOf(plan, bound).map((dimension) => [dimension, AS_EARLIER]);
  yield* changes(sizes(columns));
  if (bound.length > columns.length) yield* changes(sizes(bound));
}

/** A column that belongs to a foreign key changes only by pointing at another parent. */
function dimensionsOf({ columns, foreignKeys }: TablePlan, positions: readonly number[]): readonly number[] {
  const keys = foreignKeys.flatMap((key, index) =>
    key.positions.some((position) => positions.includes(position)) ? [columns.length + index] : [],
  );
  const pointing = new Set(foreignKeys.flatMap((key) => key.positions));
  return [...positions.filter((position) => !pointing.has(position)), ...keys];
}

function boundColumns({ columns, reading }: TablePlan, positions: readonly number[]): readonly number[] {
  const names = new Set(positions.map((position) => columns[position]?.column.name.toLowerCase() ?? ''));
  for (let size = 0; size < names.size; ) {
    size = names.size;
    for (const check of reading.checks) {
      if (check.columns.some((name) => names.has(name))) for (const name of check.columns) names.add(name);
    }
  }
  return [...columns.keys()].filter((position) => names.has(columns[position]?.column.name.toLowerCase() ?? ''));
}
