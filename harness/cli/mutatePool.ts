import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { MutateOptions } from '../commands/mutateOptions.ts';
import type { Judged, Part } from '../commands/mutation/judged.ts';
import type { Workers } from '../commands/mutation/workers.ts';
import type { Job } from './job.ts';

/** The entry of a thread: a `.ts` file beside this one, or a `.js` file in the package. */
const THREAD = fileURLToPath(new URL(`../cli/mutateThread${extname(import.meta.url)}`, import.meta.url));

const PAUSE_BETWEEN_LOOKS_MS = 100;

/** What a thread is handed first: what to mutate. */
export interface HandedLadder {
  readonly options: MutateOptions;
  /** Seconds, and the statements that passed them before. */
  readonly timeout: number;
  readonly stopped: readonly string[];
}

/** What a thread is handed then: which mutants to judge, and where to count them. */
export interface HandedPart extends HandedLadder {
  readonly part: Part;
  /** Mutants judged and mutants in all, shared with the thread that shows the progress. */
  readonly counts: Int32Array;
}

/**
 * Starts threads of this process, which prepare themselves at once. Threads and not processes: a statement that does
 * not end is stopped by ending this process, and then nothing of it is left behind.
 */
export function startThreads({ timeout, stopped }: Job, options: MutateOptions, workers: number): Workers {
  const pool = new Tinypool({ filename: THREAD, minThreads: workers, maxThreads: workers });
  const ladder: HandedLadder = { options, timeout, stopped };
  for (let started = 0; started < workers; started += 1) {
    // What keeps a ladder from being prepared is said of the first part of it that is to be judged.
    pool.run(ladder, { name: 'prepare' }).catch(() => {});
  }
  return {
    async judge(parts, onJudged) {
      const shared = parts.map(() => new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)));
      const timer = setInterval(() => onJudged(sumAt(shared, 0), sumAt(shared, 1)), PAUSE_BETWEEN_LOOKS_MS);
      try {
        return await Promise.all(
          parts.map((part, at): Promise<readonly Judged[]> => {
            return pool.run({ ...ladder, part, counts: shared[at] }, { name: 'judge' });
          }),
        );
      } finally {
        clearInterval(timer);
      }
    },
    release: () => pool.destroy(),
  };
}

function sumAt(arrays: readonly Int32Array[], at: number): number {
  return arrays.reduce((sum, array) => sum + Atomics.load(array, at), 0);
}
