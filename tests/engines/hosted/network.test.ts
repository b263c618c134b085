import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const HARNESS = join(import.meta.dirname, '../../../harness');
const SPEAKS = /\bfetch\(|['"]node:(?:https?|http2|net|tls|dgram|dns)['"]|\bWebSocket\b/;

test('nothing but what speaks to databases at Cloudflare, and to workerd on this machine, asks the network', () => {
  const files = globSync('**/*.ts', { cwd: HARNESS }).filter((file) =>
    SPEAKS.test(readFileSync(join(HARNESS, file), 'utf8')),
  );
  expect(files.sort()).toEqual(['engines/d1/runtime.ts', 'engines/d1/worker.ts', 'engines/hosted/call.ts']);
});
