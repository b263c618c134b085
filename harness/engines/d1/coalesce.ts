import type { Answer, Job } from './job.ts';

/** Sends jobs for one database in one message; one answer for all of them when the database is lost. */
export type Send = (database: string, jobs: readonly Job[]) => Promise<readonly Answer[]>;

interface Waiting {
  readonly job: Job;
  readonly answer: PromiseWithResolvers<Answer>;
}

/**
 * Lets jobs that are given without waiting for each other travel together: most of the time of a question to D1 is that
 * of its message. A job that commits travels alone, because a database that is lost takes back all of its message.
 */
export function coalesce(send: Send): (database: string, job: Job) => Promise<Answer> {
  const queues = new Map<string, Waiting[]>();

  const deliver = async (database: string, waiting: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await send(
        database,
        waiting.map(({ job }) => job),
      );
      if (waiting.length > 1 && answers.some((answer) => 'lost' in answer)) {
        for (const one of waiting) await deliver(database, [one]);
      } else {
        for (const [at, { answer }] of waiting.entries()) answer.resolve(answers[at] ?? { lost: 'no answer' });
      }
    } catch (error) {
      for (const { answer } of waiting) answer.reject(error);
    }
  };

  const drain = async (database: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) {
      // Whoever has just been answered asks on before this goes on.
      await new Promise(setImmediate);
      const commit = queue.findIndex(({ job }) => job.kind === 'commit');
      await deliver(database, queue.splice(0, commit === -1 ? queue.length : Math.max(commit, 1)));
    }
    queues.delete(database);
  };

  return (database, job) => {
    const answer = Promise.withResolvers<Answer>();
    const queue = queues.get(database) ?? [];
    queue.push({ job, answer });
    if (!queues.has(database)) {
      queues.set(database, queue);
      void drain(database, queue);
    }
    return answer.promise;
  };
}
