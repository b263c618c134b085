import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findLayout } from '../../harness/layouts/find.ts';
import { UserError } from '../../harness/model/errors.ts';
import type { MigrationSet } from '../../harness/model/layout.ts';

/** Files by path, with their texts. */
export type Files = Readonly<Record<string, string>>;

export interface ReadOptions {
  readonly layout?: string;
  /** Folder that the user names; left out: none. */
  readonly migrations?: string;
}

/** A folder that is deleted when the test has ended. */
export function folderOf(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'stepproof-layout-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Reads a folder as `stepproof check` would, and says by which layout. */
export function readFolder(root: string, options: ReadOptions = {}): MigrationSet & { readonly layout: string } {
  const folders = { root, migrations: options.migrations ?? 'migrations', rollbacks: 'rollbacks' };
  const found = findLayout(folders, options.layout ?? 'auto', options.migrations !== undefined);
  return { layout: found.layout.name, ...found.layout.read(found.folders) };
}

/** Every step in a line: id, forward path, rollback path. */
export function stepsOf(set: MigrationSet): readonly (readonly [string, string, string | null])[] {
  return set.migrations.map(({ id, forward, rollback }) => [id, forward.path, rollback?.path ?? null]);
}

/** The error that reading a folder ends in. */
export function refusalOf(root: string, options: ReadOptions = {}): UserError {
  try {
    readFolder(root, options);
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}
