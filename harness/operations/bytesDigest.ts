import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Script } from '../model/script.ts';

/** Names a script's file by its bytes as they lie there; null where it cannot be read any more. */
export function bytesDigest(root: string, { path }: Script): string | null {
  try {
    return `sha256:${hash('sha256', readFileSync(join(root, path)))}`;
  } catch {
    return null;
  }
}
