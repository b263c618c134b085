import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads the files that locations name, for code frames; null for one that cannot be read. */
export function sourcesIn(dir: string): (file: string) => string | null {
  return (file) => {
    try {
      return readFileSync(join(dir, file), 'utf8');
    } catch {
      return null;
    }
  };
}
