import type { BoundStatement, Engine, Failure } from '../../model/engine.ts';
import type { Expectation, Probe, Refusal } from './probe.ts';

/** What became of a row. `not set up`: what had to be there first was refused. */
export type Outcome =
  | { readonly outcome: 'refused' | 'not set up'; readonly refusal: Refusal; readonly message: string }
  | { readonly outcome: 'accepted' | 'left out' };

/** Fails in one of two ways, and so undoes the transaction that it ends: the statement before it wrote a row, or none. */
const END: BoundStatement = {
  text: `SELECT CASE changes() WHEN 0 THEN json('none') ELSE abs(?) END`,
  values: [-(2n ** 63n)],
};
const LEFT_OUT = 'malformed JSON';

/** Tries a row on a database that is as before when it answers. */
export async function outcomeOf(
  engine: Engine,
  { setUp, insert, expected }: Omit<Probe, 'constraint' | 'what' | 'table'>,
): Promise<Outcome> {
  const statements = [...setUp, insert];
  if (isAskedAtCommit(expected)) return outcomeAtCommit(engine, statements);
  const failure = await engine.apply([...statements, END], { foreignKeys: 'on' });
  if (failure?.statement === statements.length) {
    return { outcome: failure.message === LEFT_OUT ? 'left out' : 'accepted' };
  }
  return failure === null ? { outcome: 'accepted' } : refusedBy(failure, statements);
}

function isAskedAtCommit(expected: Expectation): boolean {
  return expected.outcome === 'refused' && expected.by.some(({ at }) => at === 'commit');
}

/** A commit that goes through cannot be taken back. */
async function outcomeAtCommit(engine: Engine, statements: readonly BoundStatement[]): Promise<Outcome> {
  const copy = await engine.fork();
  const failure = await copy.apply(statements, { foreignKeys: 'on' });
  await copy.close();
  return failure === null ? { outcome: 'accepted' } : refusedBy(failure, statements);
}

function refusedBy({ statement, code, message }: Failure, { length }: readonly BoundStatement[]): Outcome {
  const outcome = statement !== null && statement < length - 1 ? 'not set up' : 'refused';
  return {
    outcome,
    refusal: { code, names: namesIn(message), at: statement === null ? 'commit' : 'statement' },
    message,
  };
}

/** `UNIQUE constraint failed: t.a, t.b`, `cannot store TEXT value in INT column t.a`. */
function namesIn(message: string): string {
  const failed = message.indexOf(' failed: ');
  if (failed !== -1) return message.slice(failed + ' failed: '.length);
  return /^cannot store .* column (.*)$/s.exec(message)?.[1] ?? '';
}

/** Whether a row was treated as the schema declares it. */
export function isAsExpected(expected: Expectation, outcome: Outcome): boolean {
  if (expected.outcome !== 'refused') return outcome.outcome === expected.outcome;
  return outcome.outcome === 'refused' && expected.by.some((refusal) => isSameRefusal(refusal, outcome.refusal));
}

/** Whether two refusals are of the same constraint; foreign keys cannot be told apart. */
export function isSameRefusal(expected: Refusal, { code, names, at }: Refusal): boolean {
  return expected.code === code && expected.names === names && expected.at === at;
}
