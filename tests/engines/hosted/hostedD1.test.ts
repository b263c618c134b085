import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHostedD1 } from '../../../harness/engines/hosted/hostedD1.ts';
import { type Cloud, startCloud, TOKEN } from './cloud.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

const open = () => openHostedD1(cloud.target);
const script = (...texts: string[]) => texts.map((text) => ({ text }));

describe('a D1 database at Cloudflare', () => {
  test('runs statements as one batch and says what it bills', async () => {
    const cost = await open().batch(
      script('CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT)', "INSERT INTO a VALUES (1, 'x'), (2, NULL)"),
    );
    expect(cost.rowsWritten).toBeGreaterThanOrEqual(2);
    expect(await open().query('SELECT id, t FROM a WHERE id < ? ORDER BY id', [5n])).toEqual([
      [1n, 'x'],
      [2n, null],
    ]);
  });

  test('keeps a trigger with semicolons in one piece', async () => {
    await open().batch(
      script(
        'CREATE TABLE b (id INTEGER PRIMARY KEY, n INTEGER)',
        'CREATE TRIGGER bt AFTER INSERT ON b BEGIN UPDATE b SET n = CASE WHEN n > 1 THEN 1 ELSE 0 END; SELECT 1; END',
        'INSERT INTO b VALUES (1, 7)',
      ),
    );
    expect(await open().query('SELECT n FROM b')).toEqual([[1n]]);
  });

  test('leaves nothing of a batch that fails, and names what SQLite said', async () => {
    const failing = open().batch(
      script('CREATE TABLE c (id UNIQUE)', 'INSERT INTO c VALUES (1)', 'INSERT INTO c VALUES (1)'),
    );
    await expect(failing).rejects.toMatchObject({
      name: 'SqlError',
      code: 'SQLITE_CONSTRAINT_UNIQUE',
      message: 'UNIQUE constraint failed: c.id',
    });
    await expect(open().query('SELECT * FROM c')).rejects.toMatchObject({
      code: 'SQLITE_ERROR',
      message: 'no such table: c',
    });
  });

  test('tells 1 from 1.5, and bytes and columns of one name', async () => {
    expect(await open().query("SELECT 1 AS x, 1.5 AS x, x'00ff' AS x, 'é' AS x")).toEqual([
      [1n, 1.5, Uint8Array.of(0, 255), 'é'],
    ]);
  });

  test('refuses to bind what JSON would change', async () => {
    await expect(open().query('SELECT ?', [2n ** 60n])).rejects.toMatchObject({ code: 'SQLITE_MISUSE' });
    await expect(open().query('SELECT ?', [Uint8Array.of(1)])).rejects.toMatchObject({ code: 'SQLITE_MISUSE' });
  });

  test('names the state that Time Travel can go back to', async () => {
    expect(await open().bookmark()).toMatch(/^[0-9a-f-]+$/);
  });
});

describe('trouble on the way', () => {
  test('a question is asked again, a change never', async () => {
    cloud.troubles.push({ status: 503 }, 'cut off before');
    expect(await open().query('SELECT 1')).toEqual([[1n]]);
    const before = cloud.requests.length;
    cloud.troubles.push('cut off after');
    await expect(open().batch(script('CREATE TABLE once (id)'))).rejects.toMatchObject({ code: 'd1-unreachable' });
    expect(cloud.requests.length - before).toBe(1);
    // It had run: whoever asks for a change must look afterwards.
    expect(await open().query('SELECT count(*) FROM once')).toEqual([[0n]]);
  });

  test('a wrong token is said, and not shown', async () => {
    const wrong = openHostedD1({ ...cloud.target, token: 'another-canary' });
    const error = await wrong.query('SELECT 1').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'not-authorized' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('another-canary');
  });

  test('an unknown database, and an API that is not there', async () => {
    const other = { ...cloud.target, database: '00000000-0000-4000-8000-000000000000' };
    await expect(openHostedD1(other).query('SELECT 1')).rejects.toMatchObject({ code: 'database-not-found' });
    const nowhere = openHostedD1({ ...cloud.target, api: 'http://127.0.0.1:1' });
    const error = await nowhere.batch(script('SELECT 1')).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'd1-unreachable' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(TOKEN);
  });
});
