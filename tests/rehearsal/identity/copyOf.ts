import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type afterAll, type beforeAll, expect, onTestFinished } from 'vitest';
import { openWorkingCopy } from '../../../harness/engines/workingCopy.ts';
import { dataFaults } from '../../../harness/inspect/dataFaults.ts';
import { readData } from '../../../harness/inspect/dataSnapshot.ts';
import { readSchema } from '../../../harness/inspect/schemaSnapshot.ts';
import type { DataFault } from '../../../harness/model/data.ts';
import type { ApplyOptions, Engine, Queryable } from '../../../harness/model/engine.ts';
import type { WorkingCopy } from '../../../harness/model/realDatabase.ts';
import { type IdentityProof, proveSame } from '../../../harness/rehearsal/identity/proveSame.ts';

/** A folder that is gone when the test is over. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepproof-copy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder for all tests of a block. */
export function lastingFolder(before: typeof beforeAll, after: typeof afterAll): () => string {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'stepproof-copy-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

/** A working copy of a database that these statements made. */
export async function copyOf(...setUp: readonly string[]): Promise<WorkingCopy> {
  const path = join(scratchFolder(), 'copy.sqlite');
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  for (const sql of setUp) db.exec(sql);
  db.close();
  const copy = await openWorkingCopy(path);
  onTestFinished(() => copy.close());
  return copy;
}

/** Runs statements that must go through. */
export async function apply(
  copy: WorkingCopy,
  script: readonly string[],
  foreignKeys: ApplyOptions['foreignKeys'] = 'on',
) {
  const run = await copy.apply(
    script.map((text) => ({ text })),
    { foreignKeys },
  );
  expect(run.failure).toBeNull();
  return run;
}

/** What a script did to a database, as the identity proof tells it. */
export async function proofOf(copy: WorkingCopy): Promise<IdentityProof> {
  return proveSame(copy, await readSchema(copy.pristine), await readSchema(copy));
}

/** The same as inspect tells it, with every row read into this process. */
export async function faultsInMemory(copy: WorkingCopy): Promise<readonly DataFault[]> {
  const [before, now] = [asEngine(copy.pristine), asEngine(copy)];
  return dataFaults(await readData(before, await readSchema(before)), await readData(now, await readSchema(now)));
}

function asEngine({ name, query }: Queryable): Engine {
  const refuse = async (): Promise<never> => {
    throw new Error('this database is only asked');
  };
  return {
    name,
    query,
    capabilities: { foreignKeysOff: true, integrityCheck: true, askedTogether: 1, countsRows: false },
    apply: refuse,
    attempt: refuse,
    interrupt: refuse,
    unchanged: async () => new Set(),
    fork: refuse,
    close: async () => {},
  };
}
