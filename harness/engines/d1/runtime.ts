import type { Readable } from 'node:stream';
import type { Miniflare } from 'miniflare';
import { UserError } from '../../model/errors.ts';
import type { Send } from './coalesce.ts';
import type { Answer } from './job.ts';
import { loadMiniflare } from './package.ts';
import { OBJECT_CLASS, WORKER, WORKER_NAME } from './worker.ts';

/** A running workerd, whose databases are known by their names. */
export interface Runtime {
  /** Throws `UserError` when workerd is no more. */
  readonly send: Send;
  stop(): Promise<void>;
}

/** How much of what workerd printed is worth repeating. */
const LAST_WORDS = 2000;

/** Starts workerd, with its databases in a folder. Throws `UserError` when that cannot be done. */
export async function startRuntime(folder: string): Promise<Runtime> {
  const { Miniflare } = await loadMiniflare();
  let printed = '';
  const keep = (chunk: unknown): void => {
    printed = `${printed}${String(chunk)}`.slice(-LAST_WORDS);
  };
  let miniflare: Miniflare | null = null;
  try {
    miniflare = new Miniflare({
      name: WORKER_NAME,
      modules: true,
      script: WORKER,
      compatibilityDate: '2026-01-01',
      durableObjects: { DATABASES: { className: OBJECT_CLASS, useSQLite: true } },
      durableObjectsPersist: folder,
      cf: false,
      // A database that is given up fills the output with traces of workerd's own code.
      handleRuntimeStdio(stdout: Readable, stderr: Readable) {
        stdout.on('data', keep);
        stderr.on('data', keep);
      },
    });
    await miniflare.ready;
    return await connect(miniflare, () => printed);
  } catch (error) {
    await miniflare?.dispose().catch(() => {});
    throw new UserError('engine-not-started', 'workerd, which runs D1, does not start', {
      why: `${error instanceof Error ? error.message : String(error)}\n${printed}`.trim(),
      fix: 'Install miniflare again on this machine (npm install --save-dev miniflare@4), and let it listen on 127.0.0.1.',
    });
  }
}

/** All goes over one WebSocket: a message takes a tenth of a millisecond, a request of its own several. */
async function connect(miniflare: Miniflare, printed: () => string): Promise<Runtime> {
  const { webSocket } = await miniflare.dispatchFetch('http://stepproof/', { headers: { Upgrade: 'websocket' } });
  if (webSocket === null) throw new Error('workerd opened no WebSocket');
  const waiting = new Map<number, PromiseWithResolvers<readonly Answer[]>>();
  let number = 0;
  let isOpen = true;
  webSocket.addEventListener('message', ({ data }) => {
    const text = String(data);
    const space = text.indexOf(' ');
    const answered = Number(text.slice(0, space));
    waiting.get(answered)?.resolve(JSON.parse(text.slice(space + 1)));
    waiting.delete(answered);
  });
  webSocket.addEventListener('close', () => {
    isOpen = false;
    for (const { reject } of waiting.values()) reject(stopped(printed()));
  });
  webSocket.accept();
  return {
    async send(database, jobs) {
      if (!isOpen) throw stopped(printed());
      number += 1;
      const answer = Promise.withResolvers<readonly Answer[]>();
      waiting.set(number, answer);
      webSocket.send(`${number} ${database} ${JSON.stringify(jobs)}`);
      return answer.promise;
    },
    async stop() {
      await miniflare.dispose();
    },
  };
}

function stopped(printed: string): UserError {
  return new UserError('engine-stopped', 'workerd, which runs D1, ended in the middle of the run', {
    why: printed === '' ? 'It said nothing. This is what running out of memory looks like.' : printed.trim(),
    fix: 'Run the check again; when it happens again, give it more memory or fewer rows (--rows).',
  });
}
