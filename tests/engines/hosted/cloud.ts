import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Miniflare } from 'miniflare';
import { type HostedTarget, hostedTarget } from '../../../harness/engines/hosted/target.ts';

export const ACCOUNT = '0123456789abcdef0123456789abcdef';
export const DATABASE = '1b2c3d4e-0000-4000-8000-1234567890ab';
export const TOKEN = 'canary-token-5b1f';

/** What goes wrong with the next request: refused before it runs, or run and never answered. */
export type Trouble = { readonly status: number } | 'cut off before' | 'cut off after';

/** A server on this machine that speaks D1's HTTP API, with real workerd behind it. */
export interface Cloud {
  readonly target: HostedTarget;
  /** Every request so far: method and path. */
  readonly requests: readonly string[];
  /** The SQL of every statement so far. */
  readonly asked: readonly string[];
  /** Troubles of the next requests, one each. */
  readonly troubles: Trouble[];
  /** Gives the database another bookmark, as when others have written to it. */
  touch(): void;
  /** Lets the next batches run, and answers none of them. */
  cutOffBatches(number: number): void;
  /** Loses the next batches before they are run, and answers none of them. */
  loseBatches(number: number): void;
  close(): Promise<void>;
}

const WORKER = `export default { async fetch(request, { D1 }) {
  const { path, batch } = await request.json();
  try {
    const statements = batch.map(({ sql, params = [] }) => D1.prepare(sql).bind(...params));
    if (path === '/query') return Response.json({ result: await D1.batch(statements) });
    const result = [];
    for (const statement of statements) {
      const [columns = [], ...rows] = await statement.raw({ columnNames: true });
      result.push({ success: true, results: { columns, rows }, meta: {} });
    }
    return Response.json({ result });
  } catch (error) {
    return Response.json({ error: error.message.replace(/^D1_ERROR: /, '') });
  }
} }`;

/** Starts one with an empty database. */
export async function startCloud(): Promise<Cloud> {
  const miniflare = new Miniflare({
    modules: true,
    script: WORKER,
    cf: false,
    d1Databases: ['D1'],
    handleRuntimeStdio() {},
  });
  await miniflare.ready;
  const requests: string[] = [];
  const asked: string[] = [];
  let batches = 0;
  const troubles: Trouble[] = [];
  let mute = 0;
  let lost = 0;
  const server = createServer((request, response) => void answer(request, response));

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? '';
    requests.push(`${request.method} ${url}`);
    const trouble = troubles.shift();
    if (trouble === 'cut off before') return void request.socket.destroy();
    if (typeof trouble === 'object')
      return send(response, trouble.status, failure(trouble.status, 'something is wrong'));
    if (request.headers.authorization !== `Bearer ${TOKEN}`)
      return send(response, 403, failure(10_000, 'Authentication error'));
    const known = `/accounts/${ACCOUNT}/d1/database/${DATABASE}`;
    if (!url.startsWith(`${known}/`)) return send(response, 404, failure(7404, 'The database could not be found'));
    const path = url.slice(known.length);
    if (path === '/time_travel/bookmark')
      return send(response, 200, success({ bookmark: `00000085-${String(batches).padStart(8, '0')}-00004c6d-8e61` }));
    const body = JSON.parse(await textOf(request));
    if (body.batch !== undefined && lost > 0) {
      lost -= 1;
      return void request.socket.destroy();
    }
    const statements: readonly { readonly sql: string }[] = body.batch ?? [body];
    asked.push(...statements.map(({ sql }) => sql));
    if (body.batch !== undefined) batches += 1;
    const ran = await miniflare.dispatchFetch('http://cloud/', {
      method: 'POST',
      body: JSON.stringify({ path, batch: statements }),
    });
    const { result, error } = (await ran.json()) as { result?: unknown; error?: string };
    if (body.batch !== undefined && mute > 0) {
      mute -= 1;
      return void request.socket.destroy();
    }
    if (trouble === 'cut off after') return void request.socket.destroy();
    if (error !== undefined) return send(response, 400, failure(7500, error));
    send(response, 200, success(result));
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    target: hostedTarget({ account: ACCOUNT, database: DATABASE, token: TOKEN, api: `http://127.0.0.1:${port}` }),
    requests,
    asked,
    troubles,
    touch() {
      batches += 1;
    },
    cutOffBatches(number) {
      mute = number;
    },
    loseBatches(number) {
      lost = number;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await miniflare.dispose();
    },
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function success(result: unknown): unknown {
  return { success: true, result, errors: [], messages: [] };
}

function failure(code: number, message: string): unknown {
  return { success: false, result: [], errors: [{ code, message }], messages: [] };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
