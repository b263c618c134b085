import type { UserError } from '../../model/errors.ts';
import { isPassing, resultOf, unreachable } from './answer.ts';
import type { HostedTarget } from './target.ts';

/** One request to a database. */
export interface Request {
  readonly method: 'GET' | 'POST';
  /** Behind the database's own address. */
  readonly path: string;
  readonly body?: unknown;
  /** Whether asking twice comes to the same: only then is it asked again when the first time gave no answer. */
  readonly repeatable: boolean;
}

/** Milliseconds between one attempt and the next; D1 ends a query after 30 seconds by itself. */
const PAUSES = [200, 1000];
const LONGEST_ANSWER = 120_000;

/**
 * Asks Cloudflare's API about a database, and gives the result of its answer. Throws `SqlError` for refused SQL, and
 * `UserError` where there is no answer or no permission; no message names the token.
 */
export async function call(target: HostedTarget, request: Request): Promise<unknown> {
  const url = `${target.api}/accounts/${target.account}/d1/database/${target.database}${request.path}`;
  let refusal: UserError = unreachable('It was not asked.');
  for (const pause of request.repeatable ? [0, ...PAUSES] : [0]) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const response = await fetch(url, {
        method: request.method,
        headers: { authorization: `Bearer ${target.token}`, 'content-type': 'application/json' },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        // A redirect would take the token somewhere else.
        redirect: 'error',
        signal: AbortSignal.timeout(LONGEST_ANSWER),
      });
      const body = await response.text();
      if (!isPassing(response.status)) return resultOf(response.status, body);
      refusal = unreachable(`HTTP status ${response.status}`);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      refusal = unreachable(causeOf(error));
    }
  }
  throw refusal;
}

function causeOf(error: TypeError | DOMException): string {
  const { cause } = error;
  return cause instanceof Error ? cause.message : error.message;
}
