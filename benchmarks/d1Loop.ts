import { Miniflare } from 'miniflare';
import { startD1 } from '../harness/engines/d1/d1.ts';
import { roundTrips } from './roundTrips.ts';
import { workload } from './workload.ts';

/** The ways to run the workload on D1 with nothing looked at: one process for each, so that it can be measured whole. */
const WAYS: Readonly<Record<string, (scripts: readonly (readonly string[])[]) => Promise<void>>> = {
  /** What anybody would write: a Worker that runs a batch, asked by `dispatchFetch`. */
  async fetch(scripts) {
    await onMiniflare(async (miniflare) => {
      for (const statements of scripts) {
        const answer = await miniflare.dispatchFetch('http://d1/', {
          method: 'POST',
          body: JSON.stringify(statements),
        });
        if (!answer.ok) throw new Error(await answer.text());
      }
    });
  },

  /** The same through the binding that miniflare hands out in Node. */
  async binding(scripts) {
    await onMiniflare(async (miniflare) => {
      const database = await miniflare.getD1Database('DB');
      for (const statements of scripts) await database.batch(statements.map((text) => database.prepare(text)));
    });
  },

  /** The engine of stepproof, without any check. */
  async engine(scripts) {
    const d1 = startD1({ now: Date.now });
    try {
      const engine = await d1.open();
      for (const statements of scripts) {
        const failure = await engine.apply(
          statements.map((text) => ({ text })),
          { foreignKeys: 'on' },
        );
        if (failure !== null) throw new Error(failure.message);
      }
    } finally {
      await d1.stop();
    }
  },

  /** Miniflare alone, asked once. */
  async start() {
    await onMiniflare(async (miniflare) => {
      await miniflare.dispatchFetch('http://d1/', { method: 'POST', body: '["SELECT 1"]' });
    });
  },
};

const WORKER = `export default { async fetch(request, { DB }) {
  const statements = await request.json();
  await DB.batch(statements.map((text) => DB.prepare(text)));
  return new Response();
} }`;

async function onMiniflare(work: (miniflare: Miniflare) => Promise<void>): Promise<void> {
  const miniflare = new Miniflare({ modules: true, script: WORKER, cf: false, d1Databases: ['DB'] });
  try {
    await work(miniflare);
  } finally {
    await miniflare.dispose();
  }
}

const way = WAYS[process.argv[2] ?? ''];
if (way === undefined) throw new Error(`d1Loop.ts takes one of: ${Object.keys(WAYS).join(', ')}`);
await way(roundTrips(workload()));
