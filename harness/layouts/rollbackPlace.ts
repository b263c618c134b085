import type { Layout, LayoutFolders } from '../model/layout.ts';
import { layouts } from './index.ts';

/** Where the rollback of a forward script belongs in a layout, relative to the root; null: not in a file of its own. */
export function rollbackPlace(layout: string, forward: string, folders: LayoutFolders): string | null {
  return layoutCalled(layout)?.rollbackPath?.(forward, folders) ?? null;
}

/** A statement as the files of a layout have to hold it. */
export function statementIn(layout: string, statement: string): string {
  return layoutCalled(layout)?.statementText?.(statement) ?? statement;
}

function layoutCalled(layout: string): Layout | undefined {
  return layouts.find(({ name }) => name === layout);
}
