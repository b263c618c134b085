import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHostedD1 } from '../../../harness/engines/hosted/hostedD1.ts';
import { openHostedSource } from '../../../harness/engines/hosted/hostedSource.ts';
import { openSource } from '../../../harness/engines/sourceDatabase.ts';
import { type Cloud, startCloud } from './cloud.ts';

let cloud: Cloud;
const folder = mkdtempSync(join(tmpdir(), 'stepproof-hosted-'));
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

describe('a database at Cloudflare as the source of a rehearsal', () => {
  test('says how large it is, is asked, and copied to a file that opens', async () => {
    const hosted = openHostedD1(cloud.target);
    await hosted.batch([{ text: 'CREATE TABLE t (a)' }, { text: 'INSERT INTO t VALUES (1), (2)' }]);
    const source = await openHostedSource(hosted, 'd1:app');
    expect(source.facts).toMatchObject({ path: 'd1:app', sidecars: [] });
    expect(source.facts.bytes).toBeGreaterThan(4096);
    expect(await source.query('SELECT count(*) FROM t')).toEqual([[2n]]);
    const path = join(folder, 'copy.sqlite');
    await source.copyTo(path);
    const copy = await openSource(path);
    expect(await copy.query('SELECT a FROM t')).toEqual([[1n], [2n]]);
    await copy.close();
    expect(await source.hasChanged()).toBe(false);
    await source.close();
  });

  test('never writes over a file', async () => {
    const path = join(folder, 'there.sqlite');
    writeFileSync(path, 'mine');
    const source = await openHostedSource(openHostedD1(cloud.target), 'd1:app');
    await expect(source.copyTo(path)).rejects.toMatchObject({ code: 'path-refused' });
    expect(existsSync(`${path}-journal`)).toBe(false);
  });
});
