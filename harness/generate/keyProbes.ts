import { foldName } from '../inspect/foldName.ts';
import type { KeyLink } from '../inspect/keyLinks.ts';
import { SqlError } from '../model/errors.ts';
import type { Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { defaultValues } from './keyDefaults.ts';
import { type Nursery, writeFamily } from './keyFamily.ts';
import { type KeyProbe, keyedBy, type RowAddress } from './keyProbe.ts';
import { writeWholeFamily } from './wholeFamily.ts';

/** A probe whose rows could not be written, and what the engine said. */
export interface FailedSetUp {
  readonly event: KeyProbe['event'];
  /** null: the family of everything that hangs on the table. */
  readonly link: KeyLink | null;
  readonly table: Table;
  readonly error: SqlError;
}

export interface PreparedProbes {
  /** In the order in which they are to be carried out, each on rows of its own. */
  readonly probes: readonly KeyProbe[];
  readonly failed: readonly FailedSetUp[];
}

const MOST_KINDS = 4;

/** Writes the rows for a delete and an update of a parent of each foreign key, and for a delete of all below each table. */
export async function prepareProbes(
  nursery: Nursery,
  links: readonly KeyLink[],
  wholes: readonly Table[],
): Promise<PreparedProbes> {
  const probes: KeyProbe[] = [];
  const failed: FailedSetUp[] = [];
  for (const link of links) {
    for (const event of eventsOf(link)) {
      const made = await prepareProbe(nursery, link, event);
      if (made instanceof SqlError) failed.push({ event, link, table: link.child, error: made });
      else probes.push(...made);
    }
  }
  for (const table of wholes) {
    const probe = await writeWholeFamily(nursery, table);
    if (probe instanceof SqlError) failed.push({ event: 'delete', link: null, table, error: probe });
    else probes.push(probe);
  }
  return { probes, failed };
}

/** A key that is computed from other columns does not change by itself. */
function eventsOf({ parentColumns }: KeyLink): readonly KeyProbe['event'][] {
  return parentColumns.some(({ generated }) => generated !== 'no') ? ['delete'] : ['delete', 'update'];
}

/** SET DEFAULT is tried with the row that the default refers to, and without it where no migration has written one. */
async function prepareProbe(
  nursery: Nursery,
  link: KeyLink,
  event: KeyProbe['event'],
): Promise<readonly KeyProbe[] | SqlError> {
  const probe = await writeAnyFamily(nursery, link, event);
  const action = event === 'delete' ? link.key.onDelete : link.key.onUpdate;
  if (probe instanceof SqlError || action !== 'SET DEFAULT') return probe instanceof SqlError ? probe : [probe];
  const target = await writeDefault(nursery, link);
  if (target === null || target instanceof SqlError) return target ?? [probe];
  const second = await writeFamily(nursery, link, event);
  return second instanceof SqlError ? second : [{ ...probe, missing: target }, second];
}

/** Parents come in kinds that stand in their keys, and a child's CHECK may take one of them alone. */
async function writeAnyFamily(nursery: Nursery, link: KeyLink, event: KeyProbe['event']): Promise<KeyProbe | SqlError> {
  for (let tries = 1; ; tries++) {
    const probe = await writeFamily(nursery, link, event);
    const isOfAnotherKind = probe instanceof SqlError && probe.code === 'SQLITE_CONSTRAINT_CHECK';
    if (!isOfAnotherKind || link.key.columns.length === 1 || tries === MOST_KINDS) return probe;
  }
}

/** Writes the parent that a default refers to; null where there is one already, or where none can be. */
async function writeDefault({ engine, writer }: Nursery, link: KeyLink): Promise<RowAddress | SqlError | null> {
  const values = await defaultValues(engine, link);
  if (values instanceof SqlError) return values;
  if (values.includes(null)) return null;
  const columns = link.key.parentColumns.map(foldName);
  const address = { table: link.parent, columns, values };
  const condition = columns.map((name) => `${quoteIdentifier(name)} = ?`).join(' AND ');
  const table = quoteIdentifier(link.parent.name);
  const there = await engine.query(`SELECT 1 FROM ${table} WHERE ${condition} LIMIT 1`, values);
  if (there.length > 0) return null;
  const row = await writer.write(link.parent, keyedBy(address, values));
  return row instanceof SqlError ? null : address;
}
