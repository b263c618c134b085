import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { git } from './git.ts';

/** Folders whose files are wanted, relative to the checked one; the files that lie in it directly always are. */
export type WantedFolders = readonly string[];

/**
 * Calls `use` with a private copy of a folder as a commit has it: of the wanted folders, and of the folder's own files,
 * among which tools keep their plans and settings. The copy is gone when it returns.
 */
export function withCheckedOut<T>(dir: string, commit: string, wanted: WantedFolders, use: (copy: string) => T): T {
  const copy = mkdtempSync(join(tmpdir(), 'stepproof-base-'));
  try {
    const files = filesIn(dir, commit).filter(({ path }) => isWanted(path, wanted));
    const contents = contentsOf(dir, files);
    for (const [index, { path }] of files.entries()) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), contents[index] ?? '');
    }
    return use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

interface StoredFile {
  readonly path: string;
  readonly blob: string;
}

/** Ordinary files alone: a link could lead anywhere (https://git-scm.com/docs/git-ls-tree). */
function filesIn(dir: string, commit: string): readonly StoredFile[] {
  const lines = git(dir, ['ls-tree', '-r', '-z', commit, '--', '.'])?.toString('utf8').split('\0') ?? [];
  return lines.flatMap((line) => {
    const [, blob, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    return blob === undefined || path === undefined ? [] : [{ path, blob }];
  });
}

function isWanted(path: string, wanted: WantedFolders): boolean {
  if (!path.includes('/')) return true;
  return wanted.some((folder) => folder !== '.' && path.startsWith(`${normalize(folder)}/`));
}

/** https://git-scm.com/docs/git-cat-file#_batch_output: a header line with the size, the bytes, a line feed. */
function contentsOf(dir: string, files: readonly StoredFile[]): readonly Buffer[] {
  const output = git(dir, ['cat-file', '--batch'], files.map(({ blob }) => `${blob}\n`).join('')) ?? Buffer.alloc(0);
  let at = 0;
  return files.map(() => {
    const end = output.indexOf('\n', at);
    const size = Number(output.toString('latin1', at, end).split(' ')[2]);
    at = end + 1 + size + 1;
    return output.subarray(end + 1, end + 1 + size);
  });
}
