import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `npx stepproof` run this checkout. npm links the commands of dependencies but not those of the package itself,
 * and npx would install a second copy of it somewhere else.
 */
const root = join(import.meta.dirname, '..');
const folder = join(root, 'node_modules', '.bin');
if (existsSync(join(root, 'node_modules'))) {
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'stepproof'), { force: true });
  symlinkSync(join('..', '..', 'bin', 'stepproof.js'), join(folder, 'stepproof'));
  chmodSync(join(root, 'bin', 'stepproof.js'), 0o755);
}
