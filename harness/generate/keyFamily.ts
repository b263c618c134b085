import { foldName } from '../inspect/foldName.ts';
import { type KeyLink, linksTo } from '../inspect/keyLinks.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import type { SqlValue } from '../model/value.ts';
import { addressOf, deletionOf, type KeyProbe, keyedBy, updateOf } from './keyProbe.ts';
import type { RowValues, RowWriter } from './rowWriter.ts';

/** Where families are written. */
export interface Nursery {
  readonly engine: Engine;
  readonly schema: SchemaSnapshot;
  readonly writer: RowWriter;
}

/** How many children show that an action reaches more than one. */
const CHILDREN = 2;
/** Foreign keys that one family goes on through. */
const MOST_LEVELS = 16;

/**
 * Writes a parent that only the foreign key on trial refers to: two children, where they can share a parent, and below
 * them one row for each foreign key that the action goes on through. What the engine said where that cannot be done.
 */
export async function writeFamily(
  nursery: Nursery,
  link: KeyLink,
  event: KeyProbe['event'],
): Promise<KeyProbe | SqlError> {
  const { writer } = nursery;
  const computed = link.child.columns.find(
    ({ name, generated }) => generated !== 'no' && link.key.columns.includes(name),
  );
  if (computed !== undefined) return new SqlError('SQLITE_ERROR', `column ${computed.name} is generated`);
  const parent = await writer.write(link.parent, new Map(), link.key.parentColumns.map(foldName));
  if (parent instanceof SqlError) return parent;
  const address = addressOf(link, parent);
  if (address.values.includes(null)) return new SqlError('SQLITE_ERROR', `${link.parent.name} has no key but NULL`);
  const to = event === 'delete' ? null : await otherKey(nursery, link, parent);
  if (to instanceof SqlError) return to;

  const used = new Set(link.child === link.parent ? [] : [link]);
  for (let number = 0; number < CHILDREN; number++) {
    const child = await writer.write(link.child, referringTo(link, parent));
    if (child instanceof SqlError && number === 0) return child;
    if (child instanceof SqlError) break;
    await writeBelow(nursery, link.child, child, following(link, event), used);
  }
  return { event, parent: address, to, link, missing: null };
}

/** What happens to a child, and in which of its columns (lower case). */
interface Following {
  readonly event: KeyProbe['event'];
  readonly columns: readonly string[];
}

function following({ key }: KeyLink, event: KeyProbe['event']): Following | null {
  const action = event === 'delete' ? key.onDelete : key.onUpdate;
  if (action === 'RESTRICT' || action === 'NO ACTION') return null;
  return { event: action === 'CASCADE' ? event : 'update', columns: key.columns.map(foldName) };
}

/** Writes what hangs on a row. A family without one of these rows proves less, and nothing wrong. */
async function writeBelow(
  nursery: Nursery,
  table: Table,
  row: RowValues,
  change: Following | null,
  used: Set<KeyLink>,
): Promise<void> {
  if (change === null) return;
  for (const link of linksTo(nursery.schema, table)) {
    const isMoved = link.key.parentColumns.some((name) => change.columns.includes(foldName(name)));
    const next = change.event === 'delete' || isMoved ? following(link, change.event) : null;
    if (next === null || used.has(link) || used.size > MOST_LEVELS) continue;
    used.add(link);
    const child = await nursery.writer.write(link.child, referringTo(link, row));
    if (!(child instanceof SqlError)) await writeBelow(nursery, link.child, child, next, used);
  }
}

/** The values by which a child refers to a parent. */
export function referringTo({ key }: KeyLink, parent: RowValues): RowValues {
  const pairs = key.columns.map((name, at): readonly [string, SqlValue] => {
    const parentColumn = key.parentColumns[at] ?? '';
    return [foldName(name), parent.get(foldName(parentColumn)) ?? null];
  });
  return new Map(pairs);
}

/** Another key for a parent: that of a row which is there for a moment. The parent tries it on before it has children. */
async function otherKey(
  { engine, writer }: Nursery,
  link: KeyLink,
  parent: RowValues,
): Promise<readonly SqlValue[] | SqlError> {
  const columns = link.key.parentColumns.map(foldName);
  const inherited = new Set(link.parent.foreignKeys.flatMap((key) => key.columns.map(foldName)));
  const kept = columns.some((name) => !inherited.has(name)) ? columns.filter((name) => inherited.has(name)) : [];
  const given = new Map(kept.map((name) => [name, parent.get(name) ?? null]));
  const spare = await writer.write(link.parent, given, columns);
  if (spare instanceof SqlError) return spare;
  const own = addressOf(link, parent);
  const other = addressOf(link, spare);
  const there = updateOf(own, keyedBy(own, other.values));
  const back = updateOf(other, keyedBy(own, own.values));
  const statements = [deletionOf(other), there, back];
  const failure = await engine.apply(statements, { foreignKeys: 'on' });
  return failure === null ? other.values : new SqlError(failure.code, failure.message);
}
