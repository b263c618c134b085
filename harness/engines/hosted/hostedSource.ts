import type { SourceDatabase } from '../../model/realDatabase.ts';
import { refuseDestination } from '../files/copyFile.ts';
import { copyHosted } from './hostedCopy.ts';
import type { HostedD1 } from './hostedD1.ts';

/** D1 has databases of this page size only, and refuses the pragma that would say so. */
const PAGE_SIZE = 4096;

/** D1 refuses it, and has the check that leaves out whether indexes agree with their tables. */
const FULL_CHECK = /^PRAGMA integrity_check\b/;

/** A database at Cloudflare that is only read, and what it is called. Throws `UserError`. */
export async function openHostedSource(database: HostedD1, name: string): Promise<SourceDatabase> {
  const bytes = await database.bytes();
  let seen = await database.bookmark();
  return {
    name: database.name,
    facts: {
      path: name,
      bytes,
      pageSize: PAGE_SIZE,
      pageCount: Math.ceil(bytes / PAGE_SIZE),
      journalMode: 'wal',
      sidecars: [],
      integrityCheck: 'quick_check',
      networkFileSystem: null,
    },
    query: (sql, values) => database.query(sql.replace(FULL_CHECK, 'PRAGMA quick_check'), values),
    async copyTo(path) {
      refuseDestination(path);
      const before = seen;
      seen = await database.bookmark();
      await copyHosted(database, path);
      return seen === before && (await database.bookmark()) === seen;
    },
    async hasChanged() {
      return (await database.bookmark()) !== seen;
    },
    async close() {},
  };
}
