import type { BoundStatement } from '../../model/engine.ts';
import type { Clock } from './clock.ts';
import type { Databases } from './databases.ts';
import type { Answer, Job, JobStatement } from './job.ts';
import { bindable } from './parameters.ts';
import { taggedReturning } from './returning.ts';

/** What all databases of a run share. */
export interface Run {
  readonly databases: Databases;
  readonly clock: Clock;
  /** Told what is about to run; throws `SqlError` to refuse it, calls back when it has ended. */
  readonly hold: (activity: string) => () => void;
}

/** Asks one database to do a job, and lets the supervisor know; throws `SqlError` when it refuses. */
export async function ask(
  { databases, clock, hold }: Run,
  name: string,
  kind: Job['kind'],
  scripts: readonly (readonly BoundStatement[])[],
  resets = false,
): Promise<Answer> {
  const activity = scripts.flatMap((script) => script.map(({ text }) => text)).join(';\n');
  clock.hear(activity);
  // Starting takes longer than a deadline may be.
  await databases.ready();
  const release = hold(activity);
  try {
    return await databases.run(name, { kind, resets, scripts: scripts.map((script) => jobScript(kind, script)) });
  } finally {
    release();
  }
}

/** Only the last statement of a script that is not kept gives rows. */
function jobScript(kind: Job['kind'], script: readonly BoundStatement[]): readonly JobStatement[] {
  return script.map((statement, index) => {
    const bound = bindable(statement);
    const isRead = kind !== 'commit' && index === script.length - 1;
    const text = isRead ? taggedReturning(bound.text) : null;
    return { text: text ?? bound.text, values: bound.values, isTagged: text !== null };
  });
}
