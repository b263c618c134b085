import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import type { MutateOptions } from '../commands/mutateOptions.ts';
import type { Judged, OnJudged, Part } from '../commands/mutation/judged.ts';
import type { Job } from './job.ts';

/** The entry of a thread: a `.ts` file beside this one, or a `.js` file in the package. */
const THREAD = fileURLToPath(new URL(`../cli/mutateThread${extname(import.meta.url)}`, import.meta.url));

const PAUSE_BETWEEN_LOOKS_MS = 100;

/** What a thread is handed: which mutants to judge, of what, and where to count them. */
export interface HandedPart {
  readonly options: MutateOptions;
  readonly part: Part;
  /** Mutants judged and mutants in all, shared with the thread that shows the progress. */
  readonly counts: Int32Array;
  /** Seconds, and the statements that passed them before. */
  readonly timeout: number;
  readonly stopped: readonly string[];
}

/**
 * Judges parts on threads of this process, and answers in their order. Threads and not processes: a statement that does
 * not end is stopped by ending this process, and then nothing of it is left behind.
 */
export async function judgeParallel(
  { timeout, stopped }: Job,
  options: MutateOptions,
  workers: number,
  parts: readonly Part[],
  onJudged: OnJudged,
): Promise<readonly (readonly Judged[])[]> {
  const pool = new Tinypool({ filename: THREAD, minThreads: workers, maxThreads: workers });
  const shared = parts.map(() => new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)));
  const timer = setInterval(() => onJudged(sumAt(shared, 0), sumAt(shared, 1)), PAUSE_BETWEEN_LOOKS_MS);
  try {
    return await Promise.all(
      parts.map((part, at): Promise<readonly Judged[]> => {
        const handed = { options, part, counts: shared[at], timeout, stopped };
        return pool.run(handed, { name: 'judge' });
      }),
    );
  } finally {
    clearInterval(timer);
    await pool.destroy();
  }
}

function sumAt(arrays: readonly Int32Array[], at: number): number {
  return arrays.reduce((sum, array) => sum + Atomics.load(array, at), 0);
}
