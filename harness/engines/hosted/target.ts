import { UserError } from '../../model/errors.ts';

/** A D1 database at Cloudflare, and what opens it. */
export interface HostedTarget {
  /** Account id, 32 hexadecimal digits. */
  readonly account: string;
  /** Database id, a UUID. */
  readonly database: string;
  /** A secret: it goes into the header of requests and nowhere else. */
  readonly token: string;
  /** Where the API is, without a slash at its end. */
  readonly api: string;
}

/** Where Cloudflare's API is (https://developers.cloudflare.com/api/). */
export const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4';

const ACCOUNT = /^[0-9a-f]{32}$/i;
const DATABASE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Puts together what names a database. Throws `UserError` where a part is missing, or would give the token away. */
export function hostedTarget(given: {
  readonly account: string | undefined;
  readonly database: string;
  readonly token: string | undefined;
  readonly api: string | undefined;
}): HostedTarget {
  const { account = '', database, token = '', api = CLOUDFLARE_API } = given;
  if (token === '') {
    throw new UserError(
      'no-credentials',
      'a database at Cloudflare needs a token, and CLOUDFLARE_API_TOKEN is not set',
      {
        fix: 'Make an API token with the permission D1 Edit, and put it in the environment variable CLOUDFLARE_API_TOKEN.',
      },
    );
  }
  if (!ACCOUNT.test(account)) {
    throw new UserError('no-credentials', 'it is not said in which account the database is', {
      why: account === '' ? 'CLOUDFLARE_ACCOUNT_ID is not set.' : 'An account id has 32 hexadecimal digits.',
      fix: "Set CLOUDFLARE_ACCOUNT_ID, or account_id in wrangler's configuration.",
    });
  }
  if (!DATABASE.test(database)) {
    throw new UserError('bad-usage', `"${database}" is no id of a D1 database`, {
      why: 'An id is a UUID, for example 1b2c3d4e-0000-4000-8000-1234567890ab.',
      fix: "Name the database as wrangler's configuration does (database_name or binding), or give its id.",
    });
  }
  return { account, database, token, api: safeAddress(api) };
}

function safeAddress(api: string): string {
  const url = URL.parse(api);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOCAL_HOSTS.has(url.hostname));
  if (url !== null && isSafe && url.username === '' && url.password === '') return api.replace(/\/+$/, '');
  throw new UserError('bad-usage', 'the address of the API is not one that a token may be sent to', {
    why: 'Only https keeps a token to itself; http is for this machine alone.',
    fix: 'Leave out CLOUDFLARE_API_BASE_URL, or give it an https address without a user in it.',
  });
}
