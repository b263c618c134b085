import { existsSync } from 'node:fs';
import { UserError } from '../model/errors.ts';
import type { Layout, LayoutFolders } from '../model/layout.ts';
import { layouts } from './index.ts';
import { noMigrations } from './noMigrations.ts';

/** The layout of a folder: the named one, or with `auto` the first that recognises the folder. Throws `UserError`. */
export function findLayout(folders: LayoutFolders, name: string): Layout {
  if (!existsSync(folders.root)) {
    throw new UserError('no-migrations', `the folder ${folders.root} does not exist`, {
      fix: 'Name the folder that holds your migrations folder: stepproof check DIR',
    });
  }
  const found = layouts.find((layout) => (name === 'auto' ? layout.detect(folders) : layout.name === name));
  if (found !== undefined) return found;
  if (name !== 'auto') {
    throw new UserError('bad-usage', `unknown layout ${name}`, {
      fix: `Use auto or one of: ${layouts.map((layout) => layout.name).join(', ')}`,
    });
  }
  throw noMigrations(folders);
}
