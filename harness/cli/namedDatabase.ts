import type { NamedDatabase } from '../commands/namedDatabase.ts';
import type { Arguments } from './arguments.ts';
import type { Option } from './command.ts';
import { isGiven } from './readOptions.ts';

/** The option that says where a database of D1 is. */
export const remoteOption: Option = {
  name: 'remote',
  summary: 'd1:NAME is meant at Cloudflare and not on this machine (CLOUDFLARE_API_TOKEN)',
  replayed: true,
};

/** The same arguments with the file of a database that was named as d1:NAME. Throws `UserError`. */
export async function withDatabaseFile(given: Arguments): Promise<Arguments> {
  const [word, dir, ...rest] = given.operands;
  if (word === undefined) return given;
  const { database } = await meantDatabase(word, dir ?? '.', isGiven(given, 'remote'));
  return { ...given, operands: [database, ...(dir === undefined ? [] : [dir]), ...rest] };
}

/** The database that a word means; reading wrangler's configuration needs modules that files have no use for. Throws `UserError`. */
export async function meantDatabase(word: string, root: string, isRemote: boolean): Promise<NamedDatabase> {
  if (!word.startsWith('d1:') && !isRemote) return { database: word };
  const { namedDatabase } = await import('../commands/namedDatabase.ts');
  const { CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN, CLOUDFLARE_API_BASE_URL } = process.env;
  return namedDatabase(word, root, isRemote, {
    account: CLOUDFLARE_ACCOUNT_ID,
    token: CLOUDFLARE_API_TOKEN,
    api: CLOUDFLARE_API_BASE_URL,
  });
}
