import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newStep } from '../commands/newStep.ts';
import { UserError } from '../model/errors.ts';
import type { NewFile } from '../model/layout.ts';
import { printable, printableLine } from '../reporters/printable.ts';
import { reportFailure } from './failure.ts';
import type { Reporting } from './job.ts';
import { show } from './terminal.ts';

/** Writes the files that begin a next step, shows them, and answers with the exit code. */
export async function newWork(name: string, reporting: Reporting): Promise<number> {
  try {
    const dir = reporting.options.dir ?? '.';
    const files = await newStep(name, reporting.options, Date.now());
    const there = files.find(({ path }) => isThere(join(dir, path)));
    if (there !== undefined) throw alreadyThere(there.path);
    for (const file of files) write(dir, file);
    return 0;
  } catch (error) {
    return reportFailure(error, reporting);
  }
}

/** A link that leads nowhere is there, too. What stands below a file is not: writing it tells why it cannot be. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function write(dir: string, { path, text }: NewFile): void {
  const target = join(dir, path);
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text, { flag: 'wx' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError('io-error', `${path} cannot be written`, { why, fix: 'Make the folder writable.' });
  }
  show(`wrote ${printableLine(path)}:\n${printable(text).replaceAll(/^(?=.)/gm, '  ')}`);
}

function alreadyThere(path: string): UserError {
  return new UserError('file-exists', `${path} is there already`, {
    why: 'The step would begin with what stands in it.',
    fix: 'Rename or delete it, or give the step another name.',
  });
}
