import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { isatty } from 'node:tty';
import type { CheckOptions } from '../commands/checkOptions.ts';
import { readFolder } from '../commands/readFolder.ts';
import { type StarterFile, starterFiles } from '../commands/starterFiles.ts';
import { ownConfig } from '../config.ts';
import { UserError } from '../model/errors.ts';
import { counted } from '../reporters/counted.ts';
import { printable } from '../reporters/printable.ts';
import type { Arguments } from './arguments.ts';
import { isGiven } from './readOptions.ts';
import { show, tell } from './terminal.ts';
import { writeFileSafely } from './writeFile.ts';

const HOOK = `For pre-commit (https://pre-commit.com), in .pre-commit-config.yaml:
  - repo: local
    hooks:
      - id: stepproof
        name: stepproof
        entry: npx --no -- stepproof check --since HEAD
        language: system
        files: \\.sql$
        pass_filenames: false
For lefthook:  pre-commit: { commands: { stepproof: { glob: '*.sql', run: npx --no -- stepproof check --since HEAD } } }
For husky:     npx --no -- stepproof check --since HEAD
`;

/** Shows the files of a new project, writes those that are wanted, and answers with the exit code. Throws `UserError`. */
export async function initialise(given: Arguments, options: CheckOptions): Promise<number> {
  const dir = options.dir ?? '.';
  const { ladder } = await readFolder(options);
  show(
    `${counted(ladder.migrations.length, 'migration')} in ${printable(ladder.folders.migrations)} (${ladder.layout})\n\n`,
  );
  const there: string[] = [];
  const missing: StarterFile[] = [];
  for (const file of starterFiles(ladder)) {
    const found = inItsPlace(dir, file);
    if (found === undefined) missing.push(file);
    else there.push(found);
  }
  for (const path of there) show(`${path} is there already and stays as it is\n`);
  for (const { path, text } of missing) show(`${path}:\n${text.replaceAll(/^(?=.)/gm, '  ')}\n`);
  if (missing.length > 0 && (await isWanted(given, missing.length))) {
    for (const file of missing) {
      write(dir, file);
      show(`wrote ${file.path}\n`);
    }
  }
  show(`\n${HOOK}`);
  return 0;
}

/** The file that is there already: for the configuration one with any of its names, since only one of them is read. */
function inItsPlace(dir: string, { path }: StarterFile): string | undefined {
  if (path === 'stepproof.config.ts') return ownConfig(dir);
  return existsSync(join(dir, path)) ? path : undefined;
}

function write(dir: string, { path, text }: StarterFile): void {
  try {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSafely(join(dir, path), text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const fix = 'Make the folder writable, and run init again: what is written stays as it is.';
    throw new UserError('io-error', `${path} cannot be written`, { why, fix });
  }
}

async function isWanted(given: Arguments, count: number): Promise<boolean> {
  if (isGiven(given, 'dry-run')) return false;
  if (isGiven(given, 'yes')) return true;
  if (!isatty(0)) {
    throw new UserError('bad-usage', 'init asks before it writes, and there is nobody to answer', {
      fix: 'Say --yes to write the files above, or --dry-run to leave it at showing them.',
    });
  }
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(count === 1 ? 'Write this file? [y/N] ' : `Write these ${count} files? [y/N] `);
  prompt.close();
  const yes = /^y(?:es)?$/i.test(answer.trim());
  if (!yes) tell('stepproof: nothing was written\n');
  return yes;
}
