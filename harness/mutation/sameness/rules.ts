import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import { isOfDomain } from './domain.ts';
import { haveSameKeys } from './impliedKeys.ts';
import { isNeverNull } from './neverNull.ts';
import { holdsOneRow } from './oneRow.ts';
import type { Sameness } from './sameness.ts';

/** Proves from a table before and after a mutation that nobody can tell the difference; null where it does not. */
export type Rule = (before: Table, after: Table, tables: SchemaSnapshot['tables']) => Sameness | null;

/** What is known of mutants, by operator. */
export const RULES: Readonly<Partial<Record<string, Rule>>> = {
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
  'column-affinity': (before, after, tables) => {
    const changed = before.columns.filter(({ type }, at) => type !== after.columns[at]?.type);
    const why = 'it holds words alone, which every affinity stores alike (https://sqlite.org/datatype3.html)';
    return changed.every(({ name }) => isOfDomain(tables, before, name, 'words'))
      ? { verdict: 'equivalent', why }
      : null;
  },
  'collation-change': (before, after, tables) => {
    const changed = before.columns.filter(({ collation }, at) => collation !== after.columns[at]?.collation);
    return withoutLetters(
      before,
      tables,
      changed.map(({ name }) => name),
    );
  },
  'index-collation': (before, after, tables) => {
    const changed = after.indexes.flatMap(({ name, columns }) => {
      const old = before.indexes.find((index) => index.name === name);
      return columns.filter(({ collation }, at) => collation !== old?.columns[at]?.collation);
    });
    return withoutLetters(
      before,
      tables,
      changed.map(({ name }) => name),
    );
  },
  'unique-add': sameKeys,
  'unique-add-column': sameKeys,
  'unique-remove-column': sameKeys,
  'unique-exchange-column': sameKeys,
  'unique-drop': sameKeys,
  'index-uniqueness': sameKeys,
  'not-null-add': (before, after) => {
    const added = after.columns.filter(({ notNull }, at) => notNull && before.columns[at]?.notNull === false);
    const why = 'it is computed from columns that are never NULL, by functions that make NULL of NULL alone';
    return added.every((column) => isNeverNull(before, column)) ? { verdict: 'equivalent', why } : null;
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

function withoutLetters(table: Table, tables: readonly Table[], columns: readonly (string | null)[]): Sameness | null {
  const why = 'it holds no letters, and a collation matters for these alone (https://sqlite.org/datatype3.html)';
  const isBare = columns.every(
    (name) => name !== null && (isOfDomain(tables, table, name, 'numbers') || isOfDomain(tables, table, name, 'signs')),
  );
  return isBare && columns.length > 0 ? { verdict: 'catalog-only', why } : null;
}

function sameKeys(before: Table, after: Table): Sameness | null {
  if (haveSameKeys(before, after))
    return { verdict: 'catalog-only', why: 'what it asks follows from another key of the table' };
  const why = 'a CHECK leaves its key one value, so that there is one row at most';
  return holdsOneRow(before) && holdsOneRow(after) ? { verdict: 'catalog-only', why } : null;
}
