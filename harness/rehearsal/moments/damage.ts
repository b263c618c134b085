import { foldName } from '../../inspect/foldName.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import { integrityCheck } from '../identity/soundness.ts';
import type { Damage } from '../observed.ts';
import type { Stage } from '../stage.ts';

/** What SQLite says against the tables that were written, and did not say before. */
export async function damageIn(
  { copy, complaints: standing }: Stage,
  { tables }: SchemaSnapshot,
  touched: ReadonlySet<string>,
): Promise<Damage> {
  const names = tables
    .filter(({ kind, name }) => kind !== 'virtual' && touched.has(foldName(name)))
    .map(({ name }) => name);
  const complaints = await integrityCheck(copy, names);
  if (complaints.length === 0) return { tables: names, complaints };
  // On a connection that only reads, SQLite passes over rows that a CHECK forbids (measured with 3.54).
  const known = new Set([...standing, ...(await integrityCheck(copy.pristine, names))]);
  return { tables: names, complaints: complaints.filter((complaint) => !known.has(complaint)) };
}
