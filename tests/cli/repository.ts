import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const AUTHOR = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];

/** Runs git in a folder. */
export function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', [...AUTHOR, '-c', 'init.defaultBranch=main', ...args], { cwd, stdio: 'ignore' });
}

/** Writes files into a folder. */
export function put(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

/** Writes files into a folder and commits everything. */
export function commit(cwd: string, files: Readonly<Record<string, string>>): void {
  put(cwd, files);
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--allow-empty', '-m', 'change');
}
