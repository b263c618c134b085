import { rmSync } from 'node:fs';
import type { SourceDatabase } from '../model/realDatabase.ts';

/** Reads a copy of ours that nobody else uses, and leaves nothing beside it: a reader in WAL mode does (https://sqlite.org/wal.html#readonly). */
export async function withCopy<T>(
  path: string,
  open: (path: string) => Promise<SourceDatabase>,
  use: (copy: SourceDatabase) => Promise<T>,
): Promise<T> {
  const copy = await open(path);
  try {
    return await use(copy);
  } finally {
    await copy.close();
    for (const ending of ['-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
  }
}
