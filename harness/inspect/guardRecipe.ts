import type { ForeignKey, SchemaObject, SchemaSnapshot, Table } from '../model/schema.ts';
import { quoteIdentifier, quoteLiteral, quoteWhereNeeded } from '../sql/quote.ts';

/**
 * SQL that rebuilds a table which others refer to, in one transaction with foreign keys on, without losing their rows.
 *
 * DROP TABLE deletes the parent's rows first, which starts the children's ON DELETE actions
 * (https://sqlite.org/lang_droptable.html). A BEFORE trigger on the child that answers RAISE(IGNORE) keeps the child
 * row, which then counts as a deferred violation until its parent is inserted again under the table's own name.
 *
 * @param before the schema that has the children
 * @param target the table as it shall be
 * @param attached the indexes and triggers that it shall have
 */
export function guardRecipe(
  before: SchemaSnapshot,
  target: Table,
  attached: readonly SchemaObject[] = attachedTo(before, target.name),
): readonly string[] {
  const old = before.tables.find(({ name }) => name.toLowerCase() === target.name.toLowerCase()) ?? target;
  const name = quoteWhereNeeded(target.name);
  const copy = quoteWhereNeeded(`_${target.name}_old`);
  const guards = guardsOf(before, old.name);
  const rowid = old.withoutRowid || old.rowidAlias !== null || target.withoutRowid ? null : '_rid';
  const columns = target.columns
    .filter(({ generated, name: column }) => generated === 'no' && old.columns.some((known) => known.name === column))
    .map((column) => quoteWhereNeeded(column.name));
  const into = rowid === null ? columns : ['rowid', ...columns];
  const from = rowid === null ? columns : [rowid, ...columns];
  const sequence = target.autoincrement && old.autoincrement;
  return [
    'PRAGMA defer_foreign_keys = ON;',
    ...guards.map(
      ({ trigger, event, child }) =>
        `CREATE TRIGGER ${trigger} BEFORE ${event} ON ${child} BEGIN SELECT RAISE(IGNORE); END;`,
    ),
    ...(sequence
      ? [`CREATE TABLE _seq_keep AS SELECT name, seq FROM sqlite_sequence WHERE name = ${quoteLiteral(old.name)};`]
      : []),
    `CREATE TABLE ${copy} AS SELECT ${rowid === null ? '' : 'rowid AS _rid, '}* FROM ${name};`,
    `DROP TABLE ${name};`,
    `${finalText(target)};`,
    `INSERT INTO ${name} (${into.join(', ')}) SELECT ${from.join(', ')} FROM ${copy};`,
    ...(sequence
      ? [
          `DELETE FROM sqlite_sequence WHERE name = ${quoteLiteral(target.name)};`,
          'INSERT INTO sqlite_sequence (name, seq) SELECT name, seq FROM _seq_keep;',
          'DROP TABLE _seq_keep;',
        ]
      : []),
    `DROP TABLE ${copy};`,
    ...guards.map(({ trigger }) => `DROP TRIGGER ${trigger};`),
    ...attached.map(({ sql }) => `${sql};`),
  ];
}

/** The named indexes and the triggers of a table: they go down with it. */
export function attachedTo({ indexes, triggers }: SchemaSnapshot, table: string): readonly SchemaObject[] {
  return [...indexes, ...triggers].filter((object) => object.table.toLowerCase() === table.toLowerCase());
}

interface Guard {
  readonly trigger: string;
  readonly event: 'DELETE' | 'UPDATE';
  readonly child: string;
}

/** One guard per child and kind of action; NO ACTION and RESTRICT need none once the keys are deferred. */
function guardsOf({ tables }: SchemaSnapshot, parent: string): readonly Guard[] {
  const children = tables.filter(({ name, kind }) => kind === 'table' && name.toLowerCase() !== parent.toLowerCase());
  return children.flatMap((child) => {
    const actions = child.foreignKeys
      .filter((key) => key.parent.toLowerCase() === parent.toLowerCase())
      .map(({ onDelete }) => onDelete);
    const guard = (event: Guard['event'], suffix: string): Guard => ({
      trigger: quoteWhereNeeded(`_guard_${child.name}${suffix}`),
      event,
      child: quoteWhereNeeded(child.name),
    });
    return [
      ...(actions.includes('CASCADE') ? [guard('DELETE', '')] : []),
      ...(actions.some(movesKey) ? [guard('UPDATE', '_key')] : []),
    ];
  });
}

function movesKey(action: ForeignKey['onDelete']): boolean {
  return action === 'SET NULL' || action === 'SET DEFAULT';
}

/** The stored text under the table's final name: RENAME leaves the name quoted, nothing else of it changes. */
function finalText({ sql, name }: Table): string {
  return sql.replace(`CREATE TABLE ${quoteIdentifier(name)}`, `CREATE TABLE ${quoteWhereNeeded(name)}`);
}
