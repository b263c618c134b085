import { expect, test } from 'vitest';
import type { Candidate, Constraint } from '../../../harness/generate/probes/constraint.ts';
import { judged } from '../../../harness/generate/probes/judged.ts';
import type { Oracle } from '../../../harness/generate/probes/oracle.ts';

const CONSTRAINT = {} as Constraint;

/** Follows what is proposed, judged and handed out. */
async function followed(together: number, wanted: number): Promise<readonly string[]> {
  const log: string[] = [];
  function* proposed(): Generator<Candidate> {
    for (const what of ['a', 'b', 'c', 'd', 'e']) {
      log.push(`propose ${what}`);
      yield { what, row: [], rival: null };
    }
  }
  const oracle = {
    judge: async ({ what }: Candidate) => {
      log.push(`judge ${what}`);
      return what === 'b' ? null : { broken: [], clause: 0 };
    },
  } as unknown as Oracle;
  let taken = 0;
  for await (const [{ what }, verdict] of judged(oracle, CONSTRAINT, proposed(), together)) {
    log.push(`take ${what}${verdict === null ? ' without a verdict' : ''}`);
    taken += 1;
    if (taken === wanted) break;
  }
  return log;
}

test('one at a time, nothing is proposed or judged before it is wanted', async () => {
  expect(await followed(1, 2)).toEqual([
    'propose a',
    'judge a',
    'take a',
    'propose b',
    'judge b',
    'take b without a verdict',
  ]);
});

test('several together are judged before the first is taken, and taken in their order', async () => {
  expect(await followed(2, 5)).toEqual([
    ...['propose a', 'propose b', 'judge a', 'judge b', 'take a', 'take b without a verdict'],
    ...['propose c', 'propose d', 'judge c', 'judge d', 'take c', 'take d'],
    ...['propose e', 'judge e', 'take e'],
  ]);
});
