import { workerId } from 'tinypool';
import type { Judged } from '../commands/mutation/judged.ts';
import { judgePart } from '../commands/mutation/judgePart.ts';
import { mutantWatch } from '../commands/mutation/mutantWatch.ts';
import { readSubject, type Subject } from '../commands/mutation/subject.ts';
import { announceIn } from './activity.ts';
import { ACTIVITY_FD } from './handover.ts';
import type { HandedLadder, HandedPart } from './mutatePool.ts';

/** The same for every part that this thread is handed. */
let subject: Promise<Subject> | null = null;

/** Reads the ladder and prepares what its mutants are put to, before there is something to judge. */
export async function prepare({ options, timeout, stopped }: HandedLadder): Promise<void> {
  const { bench } = await subjectOf({ options, timeout, stopped });
  if (options.only !== 'steps') await bench();
}

/** Judges a part of the mutants in a thread of its own, which tinypool calls by this name. */
export async function judge({ options, part, counts, timeout, stopped }: HandedPart): Promise<readonly Judged[]> {
  return judgePart(await subjectOf({ options, timeout, stopped }), part, (done, of) => {
    Atomics.store(counts, 0, done);
    Atomics.store(counts, 1, of);
  });
}

function subjectOf({ options, timeout, stopped }: HandedLadder): Promise<Subject> {
  if (workerId === undefined) throw new Error('a part was handed to the process itself');
  subject ??= readSubject(options, mutantWatch(announceIn(ACTIVITY_FD + workerId, stopped, timeout)));
  return subject;
}
