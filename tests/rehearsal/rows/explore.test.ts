import { afterEach, describe, expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../../harness/engines/betterSqlite3.ts';
import type { Engine } from '../../../harness/model/engine.ts';
import { explore } from '../../../harness/rehearsal/rows/explore.ts';

const opened: Engine[] = [];

afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

async function database(): Promise<Engine> {
  const engine = await openBetterSqlite3();
  opened.push(engine);
  for (const sql of [
    'CREATE TABLE p (id INTEGER PRIMARY KEY)',
    'CREATE TABLE c (p REFERENCES p (id) ON DELETE CASCADE)',
  ])
    await engine.query(sql);
  await engine.query('INSERT INTO p VALUES (1), (2)');
  await engine.query('INSERT INTO c VALUES (1), (2)');
  return engine;
}

const rows = async (engine: Engine) =>
  (await engine.query('SELECT (SELECT count(*) FROM p), (SELECT count(*) FROM c)'))[0];
const enforced = async (engine: Engine) => (await engine.query('SELECT foreign_keys FROM pragma_foreign_keys'))[0]?.[0];

describe('exploring a database', () => {
  test('asks it as statements leave it, and undoes them', async () => {
    const engine = await database();
    const seen = await explore(engine, [{ text: 'DELETE FROM p WHERE id = 1' }], { foreignKeys: 'on' }, () =>
      rows(engine),
    );
    expect(seen).toEqual([1n, 1n]);
    expect(await rows(engine)).toEqual([2n, 2n]);
  });

  test('keeps foreign keys off where the script does, and switches them on again', async () => {
    const engine = await database();
    for (const _ of [1, 2]) {
      const seen = await explore(engine, [{ text: 'DELETE FROM p WHERE id = 1' }], { foreignKeys: 'off' }, () =>
        rows(engine),
      );
      expect(seen).toEqual([1n, 2n]);
      expect(await enforced(engine)).toBe(1n);
    }
  });

  test('does not ask for parents before the end', async () => {
    const engine = await database();
    const orphan = [{ text: 'INSERT INTO c VALUES (3)' }];
    expect(await explore(engine, orphan, { foreignKeys: 'on' }, () => rows(engine))).toEqual([2n, 3n]);
  });

  test('is over after a statement that does not run, or that ends the transaction', async () => {
    const engine = await database();
    for (const text of ['SELECT missing', 'INSERT OR ROLLBACK INTO p VALUES (1)']) {
      await expect(explore(engine, [{ text }], { foreignKeys: 'off' }, async () => 1)).rejects.toThrow();
      expect(await enforced(engine)).toBe(1n);
      expect(await explore(engine, [], { foreignKeys: 'on' }, () => rows(engine))).toEqual([2n, 2n]);
    }
  });
});
