import { workerId } from 'tinypool';
import type { MutateOptions } from '../commands/mutateOptions.ts';
import type { Judged } from '../commands/mutation/judged.ts';
import { judgePart } from '../commands/mutation/judgePart.ts';
import { mutantWatch } from '../commands/mutation/mutantWatch.ts';
import { readSubject, type Subject } from '../commands/mutation/subject.ts';
import { announceIn } from './activity.ts';
import { ACTIVITY_FD } from './handover.ts';
import type { HandedPart } from './mutatePool.ts';

/** The same for every part that this thread is handed. */
let subject: Promise<Subject> | null = null;

/** Judges a part of the mutants in a thread of its own, which tinypool calls by this name. */
export async function judge({ options, part, counts, timeout, stopped }: HandedPart): Promise<readonly Judged[]> {
  subject ??= prepare(options, stopped, timeout);
  return judgePart(await subject, part, (done, of) => {
    Atomics.store(counts, 0, done);
    Atomics.store(counts, 1, of);
  });
}

function prepare(options: MutateOptions, stopped: readonly string[], timeout: number): Promise<Subject> {
  if (workerId === undefined) throw new Error('a part was handed to the process itself');
  return readSubject(options, mutantWatch(announceIn(ACTIVITY_FD + workerId, stopped, timeout)));
}
