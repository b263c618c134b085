import { didYouMean } from '../config/nearest.ts';
import { type HostedTarget, hostedTarget } from '../engines/hosted/target.ts';
import { type LocalDatabase, localDatabases } from '../layouts/localDatabases.ts';
import { wranglerAccount } from '../layouts/wranglerAccount.ts';
import { UserError } from '../model/errors.ts';

/** The database that a command works on. */
export interface NamedDatabase {
  /** Its file, or what a database at Cloudflare is called. */
  readonly database: string;
  readonly hosted?: HostedTarget;
}

/** What the environment says of Cloudflare. */
export interface CloudSettings {
  readonly account: string | undefined;
  readonly token: string | undefined;
  readonly api: string | undefined;
}

const PREFIX = 'd1:';

/**
 * The database that a word of the command line means: a file, or `d1:NAME` with the name, binding or id that wrangler's
 * configuration gives it, on this machine or, with `isRemote`, at Cloudflare. Throws `UserError`.
 */
export function namedDatabase(word: string, root: string, isRemote: boolean, settings: CloudSettings): NamedDatabase {
  if (!word.startsWith(PREFIX)) {
    if (!isRemote) return { database: word };
    throw new UserError('bad-usage', `--remote is for databases of D1, and ${word} is a file`, {
      fix: "Name the database as wrangler's configuration does: d1:NAME",
    });
  }
  const name = word.slice(PREFIX.length);
  const known = localDatabases(root);
  const meant = known.find((database) => namesOf(database).includes(name));
  if (isRemote) return remoteDatabase(word, name, meant, root, settings);
  if (meant === undefined) throw unknown(name, known);
  if (meant.file !== null) return { database: meant.file };
  throw new UserError('database-missing', `${name} is not on this machine`, {
    why: 'wrangler makes the file of a local database when something is first run on it.',
    fix: `Run something on it (wrangler d1 execute ${name} --local --command "SELECT 1"), or add --remote.`,
  });
}

function remoteDatabase(
  word: string,
  name: string,
  meant: LocalDatabase | undefined,
  root: string,
  { account, token, api }: CloudSettings,
): NamedDatabase {
  const database = meant?.databaseId ?? name;
  return { database: word, hosted: hostedTarget({ account: account ?? wranglerAccount(root), database, token, api }) };
}

function namesOf({ binding, name, id, databaseId }: LocalDatabase): readonly (string | null)[] {
  return [name, binding, id, databaseId];
}

function unknown(name: string, known: readonly LocalDatabase[]): UserError {
  const names = known.map((database) => database.name ?? database.binding);
  return new UserError('bad-usage', `wrangler's configuration has no database "${name}"${didYouMean(name, names)}`, {
    fix: names.length === 0 ? 'Run it in the folder of wrangler.jsonc.' : `It has: ${names.join(', ')}`,
  });
}
