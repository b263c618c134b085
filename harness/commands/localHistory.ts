import { posix } from 'node:path';
import { historyIsKept } from '../checks/history-is-kept.ts';
import { UserError } from '../model/errors.ts';
import type { LooseFinding } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import { type LocalLedger, localLedgers } from './localState.ts';
import type { Ladder } from './readLadder.ts';

/**
 * Where the local databases of a wrangler project and its files part: what was applied and is gone, and what wrangler
 * would apply behind a later step. That a file was edited since cannot be seen, because wrangler keeps no checksum.
 */
export async function localHistory(ladder: Ladder): Promise<readonly LooseFinding[]> {
  const ledgers = await localLedgers(ladder);
  return ledgers.flatMap(({ database, ledger }) => {
    if (ledger instanceof UserError) return [unread(database, ledger)];
    if (ledger === null) return [];
    const applied = new Set(ledger.applied.map(({ id }) => id));
    return [
      ...ledger.unknown.map((name) => gone(database, posix.join(ladder.folders.migrations, name))),
      ...overtaken(ladder.migrations, applied).map(({ step, last }) => late(database, step, last)),
    ];
  });
}

interface Overtaken {
  readonly step: Migration;
  readonly last: Migration;
}

function overtaken(migrations: readonly Migration[], applied: ReadonlySet<string>): readonly Overtaken[] {
  const last = migrations.findLast(({ id }) => applied.has(id));
  if (last === undefined) return [];
  const earlier = migrations.slice(0, migrations.indexOf(last));
  return earlier.filter(({ id }) => !applied.has(id)).map((step) => ({ step, last }));
}

type Database = LocalLedger['database'];

const CHECK = historyIsKept.id;

function gone({ binding, file }: Database, path: string): LooseFinding {
  return {
    check: CHECK,
    severity: 'warning',
    object: `script ${path}`,
    message: `the local database ${binding} has run ${path}, and there is no such file`,
    why: 'Databases that have run it have another schema than a new one gets, and nothing here tells what it did.',
    fix: `Put the file back. Where it belongs to another branch, make the local database anew: delete ${file} with its -wal and -shm, and run wrangler d1 migrations apply ${binding} --local`,
    location: null,
    data: { binding },
  };
}

function late({ binding }: Database, { id, forward }: Migration, last: Migration): LooseFinding {
  return {
    check: CHECK,
    severity: 'warning',
    object: `step ${id}`,
    message: `the local database ${binding} has run ${last.id} already, which comes after this step`,
    why: 'wrangler applies whatever a database has not run, so that this one runs it behind the later step, and a new database before it.',
    fix: 'Give it a number behind the last one.',
    location: { file: forward.path, line: 1, column: 1 },
    data: { binding, last: last.id },
  };
}

function unread({ binding, file }: Database, error: UserError): LooseFinding {
  return {
    check: CHECK,
    severity: 'note',
    object: `database ${binding}`,
    message: `what the local database has run cannot be told: ${error.message}`,
    why: error.detail.why ?? '',
    fix: error.detail.fix ?? `Look at ${file}.`,
    location: null,
    data: { binding },
  };
}
