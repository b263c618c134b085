import { LASTING_PRAGMAS } from './job.ts';
import { runJob } from './runJob.ts';

/** The class of the Durable Objects, each of which holds one database, and the name of the Worker. */
export const OBJECT_CLASS = 'Database';
export const WORKER_NAME = 'stepproof';

/**
 * The Worker that runs in workerd, as text. A local D1 database is a Durable Object that runs every batch in
 * `transactionSync`; ours does the same, and can say besides which statement failed, and take a batch back. Messages are
 * `number database jobs`, answers `number answers`.
 */
export const WORKER = `
import { DurableObject } from 'cloudflare:workers';

const PRAGMAS = ${JSON.stringify(LASTING_PRAGMAS)};
const runJob = ${runJob.toString()};

export class ${OBJECT_CLASS} extends DurableObject {
  run(jobs) {
    return JSON.stringify(JSON.parse(jobs).map((job) => ({ results: runJob(this.ctx.storage, job, PRAGMAS) })));
  }
}

async function answer(databases, name, jobs) {
  try {
    return await databases.get(databases.idFromName(name)).run(jobs);
  } catch (error) {
    return JSON.stringify([{ lost: error.message }]);
  }
}

export default {
  fetch(request, env) {
    const { 0: client, 1: server } = new WebSocketPair();
    server.accept();
    server.addEventListener('message', async ({ data }) => {
      const [, number, name, jobs] = /^(\\d+) (\\S+) ([^]*)$/.exec(data);
      server.send(number + ' ' + (await answer(env.DATABASES, name, jobs)));
    });
    return new Response(null, { status: 101, webSocket: client });
  },
};
`;
