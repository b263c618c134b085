import { UserError } from '../../model/errors.ts';
import { sqlError } from '../d1/failure.ts';

/** What Cloudflare's API sends back around every result (https://developers.cloudflare.com/api/). */
interface Envelope {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
}

/** D1's own code for SQL that it refuses. */
const REFUSED_SQL = 7500;

/** Whether the same request may go through a moment later. */
export function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

/** The result in an answer. Throws `SqlError` for SQL that D1 refused and `UserError` for every other refusal. */
export function resultOf(status: number, body: string): unknown {
  const envelope = envelopeIn(body);
  if (envelope?.success === true) return envelope.result;
  const [first] = envelope?.errors ?? [];
  if (first?.code === REFUSED_SQL) throw sqlError(first.message);
  const said = first === undefined ? `HTTP status ${status}` : `${first.message} (code ${first.code})`;
  if (status === 401 || status === 403) {
    throw new UserError('not-authorized', 'Cloudflare does not accept the token for this database', {
      why: said,
      fix: 'The token needs the permission D1 Edit in the account of the database.',
    });
  }
  if (status === 404) {
    throw new UserError('database-not-found', 'Cloudflare knows no such database in this account', {
      why: said,
      fix: 'Look at the ids with: wrangler d1 list',
    });
  }
  if (status === 400 && first !== undefined) throw sqlError(first.message);
  throw unreachable(said);
}

/** That Cloudflare gave no answer to be had. */
export function unreachable(why: string): UserError {
  return new UserError('d1-unreachable', "Cloudflare's API does not answer", {
    why,
    fix: 'Look at https://www.cloudflarestatus.com and try again.',
  });
}

function envelopeIn(body: string): Envelope | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return isEnvelope(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isEnvelope(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null || !('success' in value)) return false;
  return !('errors' in value) || Array.isArray(value.errors);
}
