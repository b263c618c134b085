import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { isatty } from 'node:tty';
import { UserError } from '../model/errors.ts';
import { printable } from '../reporters/printable.ts';
import type { Arguments } from './arguments.ts';
import type { Command, Option } from './command.ts';
import { ladderOptions } from './common.ts';
import { isGiven } from './readOptions.ts';
import { reportingOf } from './reporting.ts';
import { show, tell } from './terminal.ts';
import { writeFileSafely } from './writeFile.ts';

const options: readonly Option[] = [
  { name: 'yes', short: 'y', summary: 'write the files without asking' },
  { name: 'dry-run', summary: 'show them, and write nothing' },
  ...ladderOptions,
];

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

/** Sets a project up. */
export const init: Command = {
  name: 'init',
  operand: '[dir]',
  summary: 'detect the layout and write a configuration and a CI workflow, after showing them',
  details: ['Files that are there already are left as they are.'],
  options,

  async run(given) {
    const dir = given.operands[0] ?? '.';
    const { readFolder } = await import('../commands/readFolder.ts');
    const { starterFiles } = await import('../commands/starterFiles.ts');
    const { ladder } = await readFolder({ ...reportingOf(init, given).options, config: false });
    show(`${ladder.migrations.length} migrations in ${printable(ladder.folders.migrations)} (${ladder.layout})\n\n`);
    const files = starterFiles(ladder);
    const there = files.filter(({ path }) => existsSync(join(dir, path)));
    const missing = files.filter((file) => !there.includes(file));
    for (const { path } of there) show(`${path} is there already and stays as it is\n`);
    for (const { path, text } of missing) show(`${path}:\n${text.replaceAll(/^(?=.)/gm, '  ')}\n`);
    if (missing.length > 0 && (await isWanted(given, missing.length))) {
      for (const { path, text } of missing) {
        mkdirSync(dirname(join(dir, path)), { recursive: true });
        writeFileSafely(join(dir, path), text);
        show(`wrote ${path}\n`);
      }
    }
    show(`\n${HOOK}`);
    return 0;
  },
};

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
