import type { Attempt, BoundStatement, Engine, Failure } from '../../model/engine.ts';
import type { Expectation, Probe, Refusal } from './probe.ts';

/** What became of a row. `not set up`: what had to be there first was refused. */
export type Outcome =
  | { readonly outcome: 'refused' | 'not set up'; readonly refusal: Refusal; readonly message: string }
  | { readonly outcome: 'accepted' | 'left out' };

type Expected = Pick<Probe, 'setUp' | 'insert' | 'expected'>;

/** A row to try. `isAskedAtCommit`: what it may break is asked for that late. */
export interface Tried extends Pick<Probe, 'setUp' | 'insert'> {
  readonly isAskedAtCommit: boolean;
}

/** Whether the statement before it wrote a row. */
const CHANGES: BoundStatement = { text: 'SELECT changes()' };

/** Tries a row on a database that is as before when it answers. */
export async function outcomeOf(engine: Engine, probe: Expected): Promise<Outcome> {
  const [outcome] = await outcomesOf(engine, [probe]);
  if (outcome === undefined) throw new Error('a row was tried and nothing became of it');
  return outcome;
}

/** Tries the rows of probes one by one, each on the database as it is. */
export function outcomesOf(engine: Engine, probes: readonly Expected[]): Promise<readonly Outcome[]> {
  const rows = probes.map(({ setUp, insert, expected }) => ({
    setUp,
    insert,
    isAskedAtCommit: isAskedAtCommit(expected),
  }));
  return tryRows(engine, rows);
}

/** Tries rows one by one, each on the database as it is. */
export async function tryRows(engine: Engine, probes: readonly Tried[]): Promise<readonly Outcome[]> {
  const plain = probes.filter((probe) => !probe.isAskedAtCommit);
  const attempts = await engine.attempt(plain.map((probe) => [...statementsOf(probe), CHANGES]));
  const outcomes = new Map(plain.map((probe, at) => [probe, outcomeOfAttempt(statementsOf(probe), attempts[at])]));
  const found: Outcome[] = [];
  for (const probe of probes) found.push(outcomes.get(probe) ?? (await outcomeAtCommit(engine, statementsOf(probe))));
  return found;
}

function statementsOf({ setUp, insert }: Pick<Probe, 'setUp' | 'insert'>): readonly BoundStatement[] {
  return [...setUp, insert];
}

function outcomeOfAttempt(statements: readonly BoundStatement[], attempt: Attempt | undefined): Outcome {
  if (attempt === undefined) throw new Error('an engine answered to fewer scripts than it was given');
  const { failure, rows } = attempt;
  if (failure !== null) return refusedBy(failure, statements);
  return { outcome: rows[0]?.[0] === 0n ? 'left out' : 'accepted' };
}

/** Whether what a row is expected to break is asked for at the commit. */
export function isAskedAtCommit(expected: Expectation): boolean {
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

/** What `UNIQUE constraint failed: t.a, t.b` or `cannot store TEXT value in INT column t.a` names; '' where that is nothing. */
export function namesIn(message: string): string {
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
