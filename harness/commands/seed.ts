import { createHash } from 'node:crypto';
import type { Migration } from '../model/script.ts';

/** A seed that depends on the scripts alone: the same ladder meets the same rows on every machine. */
export function seedOf(migrations: readonly Migration[]): number {
  const hash = createHash('sha256');
  for (const { id, forward, rollback } of migrations) {
    for (const part of [id, forward.text, rollback?.text ?? '']) hash.update(`${part.length}:`).update(part);
  }
  return Math.max(1, hash.digest().readUInt32BE() >>> 1);
}
