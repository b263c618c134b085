import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigSource, configError } from './problem.ts';

/** The texts of a folder's `<step id>.sql` files by step id. Throws `UserError` when the folder cannot be read. */
export function readSeeds(root: string, folder: string, source: ConfigSource): Readonly<Record<string, string>> {
  try {
    const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.sql'));
    const texts = files
      .sort()
      .map((name) => [name.slice(0, -'.sql'.length), readFileSync(join(root, folder, name), 'utf8')]);
    return Object.fromEntries(texts);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw configError(source, [{ path: ['seeds'], message: `the folder cannot be read: ${reason}` }]);
  }
}
