import { createHash, createHmac } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { coalesce } from './coalesce.ts';
import { fastFolder } from './folder.ts';
import type { Answer, Job } from './job.ts';
import { type Runtime, startRuntime } from './runtime.ts';
import { OBJECT_CLASS, WORKER_NAME } from './worker.ts';

/** The databases of one workerd, which starts with the first question to any of them. */
export interface Databases {
  /** Makes a database of an image, an empty one of no bytes, and answers with its name. */
  create(image: Buffer): string;
  /** Waits until workerd runs. Throws `UserError` when it does not start. */
  ready(): Promise<void>;
  run(name: string, job: Job): Promise<Answer>;
  /** The bytes of a database; none of one that nothing was ever asked. */
  image(name: string): Buffer;
  /** Deletes a database that nobody asks any more. */
  discard(name: string): void;
  /** Ends workerd and deletes everything. */
  stop(): Promise<void>;
}

/** Opens a folder for databases that only this user can read. `starting`: called before workerd is started. */
export function openDatabases(starting: () => void = () => {}): Databases {
  const root = mkdtempSync(join(fastFolder(), 'stepproof-d1-'));
  const folder = join(root, UNIQUE_KEY);
  mkdirSync(folder);
  let runtime: Promise<Runtime> | null = null;
  let created = 0;
  const started = (): Promise<Runtime> => {
    if (runtime === null) starting();
    runtime ??= startRuntime(root);
    return runtime;
  };
  const fileOf = (name: string): string => join(folder, `${objectId(name)}.sqlite`);
  return {
    create(image) {
      created += 1;
      const name = `database-${created}`;
      if (image.length > 0) writeFileSync(fileOf(name), image);
      return name;
    },
    async ready() {
      await started();
    },
    run: coalesce(async (name, jobs) => (await started()).send(name, jobs)),
    image(name) {
      const file = fileOf(name);
      if (!existsSync(file)) return Buffer.alloc(0);
      // Most of a database stands in its write-ahead log: only SQLite puts the two together.
      const db = new Database(file, { readonly: true });
      const image = db.serialize();
      db.close();
      return image;
    },
    discard(name) {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${fileOf(name)}${suffix}`, { force: true });
    },
    async stop() {
      try {
        if (runtime !== null) await (await runtime).stop();
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
    },
  };
}

/** As miniflare calls the Durable Objects of a class. */
const UNIQUE_KEY = `${WORKER_NAME}-${OBJECT_CLASS}`;

/** The id of the Durable Object of a name, after which workerd calls its file (workerd, `server/actor-id-impl.c++`). */
function objectId(name: string): string {
  const key = createHash('sha256').update(UNIQUE_KEY).digest();
  const sign = (data: string | Buffer): Buffer => createHmac('sha256', key).update(data).digest().subarray(0, 16);
  const id = sign(name);
  return Buffer.concat([id, sign(id)]).toString('hex');
}
