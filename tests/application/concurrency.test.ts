import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from '@databases/sqlite-sync';
import { expect, test } from 'vitest';
import { enqueueJob } from '../../application/tables/jobs.ts';
import { insertTrace } from '../../application/tables/traces.ts';
import { updateWorkspace } from '../../application/tables/workspaces.ts';
import { write } from '../../application/write.ts';
import { connection, firstRows, rowOf, temporaryFile } from './temporaryDatabase.ts';

const writers = ['a', 'b', 'c', 'd'];
const rounds = 50;

const names = writers.flatMap((writer) => Array.from({ length: rounds }, (_, round) => `${writer}-${round}`));

function sharedDatabase() {
  const file = temporaryFile();
  const database = connection(file);
  database.query([...firstRows]);
  return { file, database };
}

/** Lets all writers work at once; answers with what they sent. Fails when one of them does not end well. */
async function letThemWrite(file: string, task: string): Promise<readonly unknown[]> {
  const script = fileURLToPath(new URL('./writer.ts', import.meta.url));
  const children = writers.map((writer) =>
    fork(script, [file, writer, task, String(rounds)], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }),
  );
  const endings = children.map(ending);
  await Promise.all(children.map((child, index) => Promise.race([once(child, 'message'), endings[index]])));
  const sent: unknown[] = [];
  for (const child of children) {
    child.on('message', (message) => sent.push(message));
    // A writer that is gone already has its ending to tell, and nothing to be sent to.
    child.send('go', () => {});
  }
  expect(await Promise.all(endings)).toEqual(children.map(() => 'ended well'));
  return sent;
}

async function ending(child: ChildProcess): Promise<string> {
  let complaint = '';
  child.stderr?.on('data', (text) => {
    complaint += text;
  });
  const [code] = await once(child, 'close');
  return code === 0 ? 'ended well' : complaint;
}

test('processes that count in one row lose no count', async () => {
  const { file, database } = sharedDatabase();
  const trace = {
    workspace_id: 'w',
    integration_id: 'i',
    source: 'openai',
    timestamp: '2025-01-01T00:00:00Z',
  } as const;
  write(database, (transaction) => {
    for (const id of names) transaction.query(insertTrace({ ...trace, id, trace_id: id, steps: [] }));
  });
  await letThemWrite(file, 'count');
  expect(rowOf(database, 'evals', 'e')).toMatchObject({ execution_count: names.length });
  expect(
    database
      .query(sql`SELECT id FROM eval_executions`)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(names.toSorted());
});

test('processes that read before they write do not overwrite each other', async () => {
  const { file, database } = sharedDatabase();
  database.query(updateWorkspace('w', { name: '0' }));
  await letThemWrite(file, 'readThenWrite');
  expect(rowOf(database, 'workspaces', 'w')).toMatchObject({ name: String(names.length) });
});

test('processes that take jobs from one queue take each job once', async () => {
  const { file, database } = sharedDatabase();
  database.query(sql`DELETE FROM jobs`);
  for (const id of names) {
    database.query(enqueueJob({ id, workspace_id: 'w', type: 'import', context: { integration_id: 'i' } }));
  }
  const claimed = await letThemWrite(file, 'claim');
  expect(claimed.toSorted()).toEqual(names.toSorted());
  expect(database.query(sql`SELECT status, count(*) AS jobs FROM jobs GROUP BY status`)).toEqual([
    { status: 'completed', jobs: names.length },
  ]);
});
