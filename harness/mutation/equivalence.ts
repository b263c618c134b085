import { foldName } from '../inspect/foldName.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { readCreateIndex } from '../sql/createIndex.ts';
import type { Bench } from './bench.ts';
import type { Mutant } from './mutant.ts';
import { areAlike } from './sameness/alike.ts';
import { acceptSameRows } from './sameness/ordered.ts';
import { RULES } from './sameness/rules.ts';
import type { Sameness } from './sameness/sameness.ts';
import { followsFromType } from './sameness/storageClass.ts';
import { sameTrigger } from './sameness/triggers.ts';

/** Proves that a mutant which nothing killed is the same, by its model or by a rule of SQLite; null where neither does. */
export async function sameForARule(
  { schema, open }: Pick<Bench, 'schema' | 'open'>,
  mutant: Mutant,
  mutated: SchemaSnapshot,
): Promise<Sameness | null> {
  const [object] = mutant.changed;
  if (object === undefined) return null;
  if (object.type === 'trigger') return sameTrigger(schema, mutant, object);
  const [before, after] = [schema, mutated].map(({ tables }) =>
    tables.find(({ name }) => foldName(name) === foldName(object.table)),
  );
  if (before === undefined || after === undefined) return null;
  const isModelled = object.type === 'table' || object.type === 'index';
  if (isModelled && modelOf(before) === modelOf(after)) {
    return { verdict: 'equivalent', why: 'SQLite makes the same columns, keys, indexes and checks of it' };
  }
  const known = RULES[mutant.operator]?.(before, after, schema.tables) ?? null;
  return known !== null || !mutant.operator.startsWith('check-') ? known : sameChecks(open, before, after);
}

/** What SQLite makes of a table's text. */
function modelOf({ tokens, ...table }: Table): string {
  const { columns, indexes, foreignKeys, checks, strict, withoutRowid, autoincrement } = table;
  const keys = indexes.map(({ sql, ...index }) => ({ ...index, text: sql === null ? [] : readCreateIndex(sql).parts }));
  // ABORT is what happens without a word (https://sqlite.org/lang_conflict.html).
  const conflicts = [...tokens.matchAll(/ on conflict (?!abort\b)\w+/g)].map(([words]) => words);
  return JSON.stringify({ columns, keys, foreignKeys, checks, strict, withoutRowid, autoincrement, conflicts });
}

async function sameChecks(open: Bench['open'], before: Table, after: Table): Promise<Sameness | null> {
  if (areAlike(before, after))
    return { verdict: 'equivalent', why: 'what lies on that side of the comparison does not exist' };
  if (followsFromType(before, after))
    return { verdict: 'equivalent', why: 'the type of a STRICT table asks for the same' };
  const why = 'the CHECKs only compare, and are content with the same of all values that could tell them apart';
  return (await acceptSameRows(open, before, after)) ? { verdict: 'equivalent', why } : null;
}
