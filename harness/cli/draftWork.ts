import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DraftedRollback, draftFor } from '../commands/draft.ts';
import type { Watch } from '../engines/betterSqlite3.ts';
import { UserError } from '../model/errors.ts';
import { printable, printableLine } from '../reporters/printable.ts';
import { reportFailure } from './failure.ts';
import type { Drafted, Job } from './job.ts';
import { show, tell } from './terminal.ts';
import { writeFileSafely } from './writeFile.ts';

/** Drafts the rollback that a job asks for and answers with the exit code. */
export async function draftWork(job: Job, { step }: Drafted, watch: Watch): Promise<number> {
  try {
    const drafted = await draftFor(step, job.options, watch);
    return drafted.failures.length > 0 ? explain(drafted) : write(drafted, job.options.dir ?? '.');
  } catch (error) {
    return reportFailure(error, job);
  }
}

function write({ path, text, step }: DraftedRollback, dir: string): number {
  if (path === null) {
    show(printable(text));
    tell(
      `stepproof: this layout keeps the rollback of ${printableLine(step)} inside of another file: paste it there\n`,
    );
    return 0;
  }
  const target = join(dir, path);
  // What `new NAME` has written, or nothing at all: the draft begins with it, so that nothing is lost.
  const isBegun = existsSync(target) && text.startsWith(readFileSync(target, 'utf8'));
  if (existsSync(target) && !isBegun) {
    throw new UserError('file-exists', `${path} is there already, and holds no statement`, {
      fix: 'Delete it first: what stands in it would be lost.',
    });
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSafely(target, text);
  show(`wrote ${printableLine(path)}: it restores the schema and every generated row\n`);
  return 0;
}

function explain({ step, text, failures }: DraftedRollback): number {
  show(printable(text));
  tell(
    `stepproof: the rollback drafted for ${printableLine(step)} does not bring everything back, and was not written\n`,
  );
  for (const { object, message } of failures) tell(`  ${printableLine(object)}: ${printableLine(message)}\n`);
  tell(
    'Keep what is lost in a table of its own in the forward script and bring it back from there, or say at its top:\n' +
      '-- stepproof: irreversible "what is lost, and why that is acceptable"\n',
  );
  return 1;
}
