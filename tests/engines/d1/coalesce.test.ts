import { expect, test } from 'vitest';
import { coalesce } from '../../../harness/engines/d1/coalesce.ts';
import type { Answer, Job } from '../../../harness/engines/d1/job.ts';

function jobOf(kind: Job['kind'], text: string): Job {
  return { kind, resets: false, scripts: [[{ text, values: [], isTagged: false }]] };
}

function textOf({ scripts }: Job): string {
  return scripts[0]?.[0]?.text ?? '';
}

/** Sends nothing anywhere: each job is answered with its text, or lost when a message holds the text `lose`. */
function recorded(): { readonly sent: string[][]; readonly run: ReturnType<typeof coalesce> } {
  const sent: string[][] = [];
  const run = coalesce(async (database, jobs) => {
    sent.push([database, ...jobs.map(textOf)]);
    if (jobs.some((job) => textOf(job) === 'lose')) return [{ lost: 'gone' }];
    return jobs.map((job) => ({
      results: [{ failure: null, rows: [[`t${textOf(job)}`]], cost: { rowsRead: 0, rowsWritten: 0 } }],
    }));
  });
  return { sent, run };
}

function said(answer: Answer): string {
  return 'lost' in answer ? answer.lost : String(answer.results[0]?.rows[0]?.[0]);
}

test('what is asked without waiting travels in one message for each database, in its order', async () => {
  const { sent, run } = recorded();
  const asked = [run('x', jobOf('query', 'a')), run('y', jobOf('query', 'b')), run('x', jobOf('undo', 'c'))];
  expect((await Promise.all(asked)).map(said)).toEqual(['ta', 'tb', 'tc']);
  expect(sent).toEqual([
    ['x', 'a', 'c'],
    ['y', 'b'],
  ]);
});

test('what commits travels alone', async () => {
  const { sent, run } = recorded();
  const kinds = ['query', 'commit', 'commit', 'query', 'query'] as const;
  await Promise.all(kinds.map((kind, at) => run('x', jobOf(kind, String(at)))));
  expect(sent.map(([, ...texts]) => texts)).toEqual([['0'], ['1'], ['2'], ['3', '4']]);
});

test('a lost database is asked one by one, so that only the one that loses it is told', async () => {
  const { sent, run } = recorded();
  const answers = await Promise.all(['a', 'lose', 'b'].map((text) => run('x', jobOf('query', text))));
  expect(answers.map(said)).toEqual(['ta', 'gone', 'tb']);
  expect(sent.map(([, ...texts]) => texts)).toEqual([['a', 'lose', 'b'], ['a'], ['lose'], ['b']]);
});

test('when nothing can be sent any more, everybody hears of it', async () => {
  const run = coalesce(async () => {
    throw new Error('no workerd');
  });
  const asked = await Promise.allSettled([run('x', jobOf('query', 'a')), run('x', jobOf('commit', 'b'))]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
