import type { DatabaseTransaction } from '@databases/sqlite-sync';
import { describe, expect, test } from 'vitest';
import { JobNotReady } from '../../application/errors.ts';
import { enqueueJob } from '../../application/tables/jobs.ts';
import {
  cancelJob,
  claimJob,
  completeJob,
  failJob,
  reportProgress,
  startJob,
} from '../../application/tables/jobTransitions.ts';
import { filledDatabase, rowOf } from './temporaryDatabase.ts';

type Transition = (transaction: DatabaseTransaction, id: string) => void;

const transitions: Readonly<Record<string, Transition>> = {
  startJob,
  reportProgress: (transaction, id) => reportProgress(transaction, id, 50),
  completeJob: (transaction, id) =>
    completeJob(transaction, id, { type: 'import', result: { imported: 1, skipped: 0 } }),
  failJob: (transaction, id) => failJob(transaction, id, 'no network'),
  cancelJob,
};

/** How a job gets into a state, and the transitions that it then allows. */
const states = [
  ['queued', [], ['startJob']],
  ['running', ['startJob'], ['reportProgress', 'completeJob', 'failJob', 'cancelJob']],
  ['completed', ['startJob', 'completeJob'], []],
  ['failed', ['startJob', 'failJob'], []],
  ['cancelled', ['startJob', 'cancelJob'], []],
] as const;

describe.each(states)('a job that is %s', (state, path, allowed) => {
  test.each(Object.keys(transitions))(`${allowed.length === 0 ? 'allows nothing more:' : 'as to'} %s`, (name) => {
    const database = filledDatabase();
    for (const step of path) transitions[step]?.(database, 'j');
    const before = rowOf(database, 'jobs', 'j');
    expect(before).toMatchObject({ status: state });

    const attempt = () => transitions[name]?.(database, 'j');
    if ((allowed as readonly string[]).includes(name)) return expect(attempt).not.toThrow();
    expect(attempt).toThrow(JobNotReady);
    expect(rowOf(database, 'jobs', 'j')).toEqual(before);
  });

  test('has been started, and ended, as far as its state says', () => {
    const database = filledDatabase();
    for (const step of path) transitions[step]?.(database, 'j');
    const { started_at, completed_at } = rowOf(database, 'jobs', 'j');
    expect([started_at !== null, completed_at !== null]).toEqual([path.length > 0, path.length > 1]);
  });
});

test('what a job has done, and why it failed, is stored with it', () => {
  const database = filledDatabase();
  database.query(enqueueJob({ id: 'j2', workspace_id: 'w', type: 'generate', context: { eval_set_id: 's' } }));
  for (const id of ['j', 'j2']) startJob(database, id);
  completeJob(database, 'j', { type: 'import', result: { imported: 3, skipped: 1 } });
  failJob(database, 'j2', 'no model');
  expect(rowOf(database, 'jobs', 'j')).toMatchObject({ result: '{"imported":3,"skipped":1}', error: null });
  expect(rowOf(database, 'jobs', 'j2')).toMatchObject({ result: null, error: 'no model' });
});

test('a job cannot be completed with the result of another type', () => {
  const database = filledDatabase();
  startJob(database, 'j');
  const outcome = { type: 'generate', result: { generated_eval_id: 'e' } } as const;
  expect(() => completeJob(database, 'j', outcome)).toThrow(JobNotReady);
});

test.each([-1, 101, 0.5])('%d is no progress', (percent) => {
  const database = filledDatabase();
  startJob(database, 'j');
  expect(() => reportProgress(database, 'j', percent)).toThrow();
});

test('jobs are claimed oldest first, each once, and only in their own workspace', () => {
  const database = filledDatabase();
  database.query(enqueueJob({ id: 'k', workspace_id: 'w', type: 'import', context: { integration_id: 'i' } }));
  expect(claimJob(database, 'elsewhere')).toBe(null);
  expect([1, 2, 3].map(() => claimJob(database, 'w'))).toEqual(['j', 'k', null]);
  expect(rowOf(database, 'jobs', 'k')).toMatchObject({ status: 'running', started_at: expect.any(String) });
});
