import { columnAt } from '../../generate/facts.ts';
import { cloneName, cloneStatements } from '../../generate/probes/clone.ts';
import type { Engine } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { CheckConstraint, Column, Table } from '../../model/schema.ts';
import { keyword } from '../../sql/keyword.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';
import { isOfDomain } from './domain.ts';
import { pointsAround } from './points.ts';

/** More combinations of values than this are not gone through. */
const MOST_ROWS = 250_000;

/**
 * Proves that the CHECKs of two tables accept the same rows, where those that differ do nothing but compare columns with
 * constants and with each other: then the order of the values decides alone, and one value at each constant and enough
 * between any two stand for all. The engine judges every combination of these.
 */
export async function acceptSameRows(open: () => Promise<Engine>, before: Table, after: Table): Promise<boolean> {
  const [old, now] = [checksBeside(before, after), checksBeside(after, before)];
  const names = new Set(before.columns.map(({ name }) => name.toLowerCase()));
  const start = columnsOf([...old, ...now], names);
  if (start.size === 0 || ![...old, ...now].every((check) => isOrdering(check, names, start.size === 1))) return false;
  const shared = before.checks.filter((check) => !old.includes(check) && isOrdering(check, names, false));
  for (const columns of [closureOf(start, shared, names), start]) {
    const beside = shared.filter((check) => [...columnsOf([check], names)].every((name) => columns.has(name)));
    const verdict = await judgeAll(open, { before, after, columns, old, now, beside, names });
    if (verdict !== null) return verdict;
  }
  return false;
}

function checksBeside({ checks }: Table, other: Table): readonly CheckConstraint[] {
  const known = other.checks.map(({ tokens }) => tokens);
  return checks.filter(({ tokens }) => !known.includes(tokens));
}

function columnsOf(checks: readonly CheckConstraint[], names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    checks.flatMap((check) => {
      const tokens = tokenize(check.tokens);
      return tokens.flatMap((_, at) => columnAt(tokens, at, names) ?? []);
    }),
  );
}

function closureOf(
  start: ReadonlySet<string>,
  checks: readonly CheckConstraint[],
  names: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = new Set(start);
  for (let size = 0; size < all.size; ) {
    size = all.size;
    for (const check of checks) {
      const own = columnsOf([check], names);
      if ([...own].some((name) => all.has(name))) for (const name of own) all.add(name);
    }
  }
  return all;
}

const WORDS: ReadonlySet<string> = new Set(
  'and or not in between is isnull notnull null case when then else end true false'.split(' '),
);
const SIGNS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '=', '==', '<>', '!=', '(', ')', ',', '-']);

/** Whether an expression is made of comparisons alone. `isAlone`: it is of one column, whose remainder may be asked for. */
function isOrdering({ tokens }: CheckConstraint, names: ReadonlySet<string>, isAlone: boolean): boolean {
  const all = tokenize(tokens);
  return all.every((token, at) => {
    if (token.text === '%') return isAlone && all[at + 1]?.kind === 'number';
    if (token.text === '-') return all[at + 1]?.kind === 'number' && !isOperand(all[at - 1]);
    if (columnAt(all, at, names) !== null || token.kind === 'number' || token.kind === 'string') return true;
    return SIGNS.has(token.text) || WORDS.has(keyword(token));
  });
}

function isOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  const isName = token.kind === 'name' || (token.kind === 'word' && !WORDS.has(keyword(token)));
  return isName || token.kind === 'number' || token.kind === 'string' || token.text === ')';
}

interface Proof {
  readonly before: Table;
  readonly after: Table;
  readonly columns: ReadonlySet<string>;
  readonly old: readonly CheckConstraint[];
  readonly now: readonly CheckConstraint[];
  /** Checks that both have, of the same columns. */
  readonly beside: readonly CheckConstraint[];
  readonly names: ReadonlySet<string>;
}

/** null where there are too many combinations, or where comparing is not the whole matter. */
async function judgeAll(open: () => Promise<Engine>, proof: Proof): Promise<boolean | null> {
  const { before, after, old, now, beside } = proof;
  const columns = before.columns.filter(({ name }) => proof.columns.has(name.toLowerCase()));
  const [first] = columns;
  const texts = [...old, ...now, ...beside].map(({ tokens }) => tokens);
  // Two affinities make one value of another where they meet.
  const isMixed = columns.some(({ affinity }) => (affinity === 'TEXT') !== (first?.affinity === 'TEXT'));
  const meets = texts.some((text) => columnsMeet(tokenize(text), proof.names));
  const isPlain = columns.every(({ collation, generated }) => collation === 'BINARY' && generated === 'no');
  const asksRemainder = texts.some((text) => text.includes('%'));
  const isBounded = [before, after].every((table) => isOfDomain([table], table, first?.name ?? '', 'numbers'));
  if (!isPlain || (isMixed && meets) || (asksRemainder && !isBounded)) return null;
  const points = pointsAround(texts.flatMap(tokenize), columns.length, asksRemainder);
  if (points.length ** columns.length > MOST_ROWS) return null;
  const engine = await open();
  try {
    return await agree(
      engine,
      before,
      columns,
      points,
      [old, now].map((own) => accepts([...own, ...beside])),
    );
  } catch (error) {
    if (error instanceof SqlError) return null;
    throw error;
  } finally {
    await engine.close();
  }
}

/** Whether a column is compared with another: nothing but a sign stands between them, or a list of values holds one. */
function columnsMeet(tokens: readonly Token[], names: ReadonlySet<string>): boolean {
  const bare = tokens.filter(({ text }) => text !== '(' && text !== ')');
  const isColumn = (at: number) => columnAt(bare, at, names) !== null;
  return bare.some((token, at) => {
    if (['in', 'between', 'case'].includes(keyword(token))) return isColumn(at + 1) || isColumn(at + 3);
    const isSign = SIGNS.has(token.text) || ['is', 'not'].includes(keyword(token));
    return isSign && isColumn(at + 1) && (isColumn(at - 1) || isColumn(at - 2));
  });
}

function accepts(checks: readonly CheckConstraint[]): string {
  return ['1', ...checks.map(({ tokens }) => `((${tokens}) IS NOT FALSE)`)].join(' AND ');
}

async function agree(
  engine: Engine,
  table: Table,
  columns: readonly Column[],
  points: readonly string[],
  [old, now]: readonly string[],
): Promise<boolean> {
  await engine.query(cloneStatements(table).create);
  const name = cloneName(table);
  const list = points.map((point) => `(${point})`).join(', ');
  const values = columns.map((_, at) => `stepproof_${at}.v`).join(', ');
  const sources = columns.map((_, at) => `stepproof_points AS stepproof_${at}`).join(', ');
  const names = columns.map((column) => quoteIdentifier(column.name)).join(', ');
  await engine.query(
    `WITH stepproof_points(v) AS (VALUES ${list}) INSERT INTO ${name} (${names}) SELECT ${values} FROM ${sources}`,
  );
  const filled = columns
    .filter(({ notNull }) => notNull)
    .map((column) => `${quoteIdentifier(column.name)} IS NOT NULL`);
  const where = ['1', ...filled, `(${old}) <> (${now})`].join(' AND ');
  const found = await engine.query(`SELECT 1 FROM ${name} AS ${quoteIdentifier(table.name)} WHERE ${where} LIMIT 1`);
  return found.length === 0;
}
