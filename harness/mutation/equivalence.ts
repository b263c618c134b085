import { foldName } from '../inspect/foldName.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { tokenize } from '../sql/tokens.ts';
import type { Mutant } from './mutant.ts';

/** Why no statement can tell a mutant from the original. */
export interface Sameness {
  readonly verdict: 'equivalent' | 'catalog-only';
  readonly why: string;
}

/** Proves that a mutant which nothing killed is the same, by its model or by a rule of SQLite; null where neither does. */
export function sameForARule(original: SchemaSnapshot, mutant: Mutant, schema: SchemaSnapshot): Sameness | null {
  const [object] = mutant.changed;
  if (object === undefined) return null;
  const [before, after] = [original, schema].map(({ tables }) =>
    tables.find(({ name }) => foldName(name) === foldName(object.table)),
  );
  if (before === undefined || after === undefined) return null;
  const isModelled = object.type === 'table' || object.type === 'index';
  if (isModelled && modelOf(before) === modelOf(after)) {
    return { verdict: 'equivalent', why: 'SQLite makes the same columns, keys, indexes and checks of it' };
  }
  const rule = RULES[mutant.operator];
  return rule?.(before, after) ?? null;
}

/** What SQLite makes of a table's text. */
function modelOf({ columns, indexes, foreignKeys, checks, strict, withoutRowid, autoincrement }: Table): string {
  const keys = indexes.map(({ sql, ...index }) => index);
  return JSON.stringify({ columns, keys, foreignKeys, checks, strict, withoutRowid, autoincrement });
}

type Rule = (before: Table, after: Table) => Sameness | null;

const RULES: Readonly<Partial<Record<string, Rule>>> = {
  'index-direction': (before, after) => {
    const turned = after.indexes.filter(({ name, columns }) => {
      const old = before.indexes.find((index) => index.name === name);
      return columns.some(({ descending }, at) => descending !== old?.columns[at]?.descending);
    });
    const why = 'an index of one column is read from both ends alike';
    return turned.every(({ columns }) => columns.length === 1) ? { verdict: 'catalog-only', why } : null;
  },
  'unique-reverse-columns': () => ({
    verdict: 'catalog-only',
    why: 'the same columns are unique together, and no plan differs',
  }),
  'not-null-drop': ({ rowidAlias, columns }, after) => {
    const freed = columns.filter(({ notNull }, at) => notNull && after.columns[at]?.notNull === false);
    const why = 'another name of the rowid is never NULL (https://sqlite.org/lang_createtable.html#rowid)';
    return freed.every(({ name }) => name === rowidAlias) ? { verdict: 'equivalent', why } : null;
  },
  'foreign-key-on-delete': (before, after) => {
    const changed = before.foreignKeys.flatMap((key, at) => {
      const now = after.foreignKeys[at];
      return now === undefined || key.onDelete === now.onDelete ? [] : [{ key, actions: [key.onDelete, now.onDelete] }];
    });
    const isSame = changed.every(
      ({ key, actions }) =>
        actions.toSorted().join() === 'SET DEFAULT,SET NULL' &&
        key.columns.every((name) => before.columns.find((column) => column.name === name)?.default === null),
    );
    const why = 'without a DEFAULT, SET DEFAULT writes NULL (https://sqlite.org/foreignkeys.html)';
    return isSame ? { verdict: 'equivalent', why } : null;
  },
  'column-affinity': (before, after) => {
    const changed = before.columns.filter(({ type }, at) => type !== after.columns[at]?.type);
    const why = 'its CHECK admits words alone, which every affinity stores alike (https://sqlite.org/datatype3.html)';
    return changed.every(({ name }) => takesWordsAlone(before, name)) ? { verdict: 'equivalent', why } : null;
  },
  'table-strict-add': ({ columns }) => {
    const isFree = columns.every(({ affinity, primaryKey }) => affinity === 'BLOB' && primaryKey === 0);
    const why = 'a column without a type stores every value as ANY does (https://sqlite.org/stricttables.html)';
    return isFree ? { verdict: 'equivalent', why } : null;
  },
  'generated-storage': () => ({
    verdict: 'catalog-only',
    why: 'a generated column has the same value, whether it is stored or computed (https://sqlite.org/gencol.html)',
  }),
};

/** A CHECK that is nothing but the column in a list of texts that look like no number. */
function takesWordsAlone({ checks }: Table, column: string): boolean {
  return checks.some(({ expression }) => {
    const [name, word, ...list] = tokenize(expression);
    const isList = foldName(name?.value ?? '') === foldName(column) && word?.text.toLowerCase() === 'in';
    return (
      isList &&
      list.every(
        ({ kind, text, value }) => ['(', ')', ','].includes(text) || (kind === 'string' && /^[a-z]/i.test(value)),
      )
    );
  });
}
