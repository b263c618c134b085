import type { LayoutFolders } from '../model/layout.ts';
import { layouts } from './index.ts';

/** Where the rollback of a forward script belongs in a layout, relative to the root; null: not in a file of its own. */
export function rollbackPlace(layout: string, forward: string, folders: LayoutFolders): string | null {
  return layouts.find(({ name }) => name === layout)?.rollbackPath?.(forward, folders) ?? null;
}
