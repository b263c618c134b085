import { statfsSync } from 'node:fs';

/** As statfs(2) numbers the file systems whose locks and shared memory other machines may not see. */
const NETWORKS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x65735546, 'FUSE'],
]);

/**
 * The kind of network file system that a file lies on, where SQLite's locks may not hold
 * (https://sqlite.org/howtocorrupt.html#_filesystems_with_broken_or_missing_lock_implementations); null for any other.
 */
export function networkFileSystem(path: string): string | null {
  return networkCalled(statfsSync(path).type);
}

/** The same by the file system's number. */
export function networkCalled(type: number): string | null {
  // The kernel's number has a sign on some platforms.
  return NETWORKS.get(type >>> 0) ?? null;
}
