import { cascadeReach } from '../inspect/cascadeReach.ts';
import { foldName } from '../inspect/foldName.ts';
import { type KeyLink, keyLinks, linksTo } from '../inspect/keyLinks.ts';
import { SqlError } from '../model/errors.ts';
import type { Table } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import { type Nursery, referringTo } from './keyFamily.ts';
import { addressOf, type KeyProbe, updateOf } from './keyProbe.ts';
import type { RowValues } from './rowWriter.ts';
import { topologicalTables } from './topologicalTables.ts';

/**
 * Writes one row of a table and one of each that a delete of it reaches, tied together by every foreign key among them:
 * diamonds and cycles. What the engine said where that cannot be done.
 */
export async function writeWholeFamily(nursery: Nursery, table: Table): Promise<KeyProbe | SqlError> {
  const { engine, schema, writer } = nursery;
  const [first] = linksTo(schema, table);
  if (first === undefined) return new SqlError('SQLITE_ERROR', `nothing refers to table ${table.name}`);
  const head = await writer.write(table, new Map(), first.key.parentColumns.map(foldName));
  if (head instanceof SqlError) return head;
  const rows = new Map<Table, RowValues>([[table, head]]);
  const reach = cascadeReach(schema, table);
  for (const child of topologicalTables(schema).filter((one) => reach.has(one))) {
    const row = await writer.write(child, tiesOf(keyLinks(schema).filter(isTie(child)), rows));
    if (row instanceof SqlError) return row;
    rows.set(child, row);
  }
  const parent = addressOf(first, head);
  const up = tiesOf(keyLinks(schema).filter(isTie(table)), rows);
  const isKept = parent.columns.some((name) => up.has(name));
  // Cycles: where the first row cannot refer to those below it, there is one cycle less on trial.
  if (up.size > 0 && !isKept) await engine.apply([updateOf(parent, up)], { foreignKeys: 'on' });
  return { event: 'delete', parent, to: null, link: null, missing: null };
}

/** SQLite acts on RESTRICT before or after the other foreign keys, as it happens to have read the schema. */
function isTie(table: Table): (link: KeyLink) => boolean {
  return ({ child, parent, key }) => child === table && parent !== table && key.onDelete !== 'RESTRICT';
}

function tiesOf(links: readonly KeyLink[], rows: ReadonlyMap<Table, RowValues>): RowValues {
  const given = new Map<string, SqlValue>();
  for (const link of links) {
    const parent = rows.get(link.parent);
    if (parent === undefined || link.key.columns.some((name) => given.has(foldName(name)))) continue;
    for (const [name, value] of referringTo(link, parent)) given.set(name, value);
  }
  return given;
}
