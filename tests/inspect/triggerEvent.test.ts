import { expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import { eventOf } from '../../harness/inspect/triggerEvent.ts';

test.each([
  ['insert', 'CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM t; END'],
  ['delete', 'CREATE TRIGGER "before insert on" DELETE ON t BEGIN UPDATE t SET a = 1; END'],
  ['update', 'CREATE TRIGGER x BEFORE UPDATE OF a ON t BEGIN INSERT INTO t VALUES (1); END'],
  ['insert', 'CREATE TRIGGER IF NOT EXISTS x INSTEAD OF INSERT ON v BEGIN SELECT 1; END'],
] as const)('%s fires %s', async (event, sql) => {
  const engine = await openBetterSqlite3();
  for (const text of ['CREATE TABLE t (a)', 'CREATE VIEW v AS SELECT a FROM t', sql]) await engine.query(text);
  const [trigger] = (await readSchema(engine)).triggers;
  expect(trigger && eventOf(trigger)).toBe(event);
  await engine.close();
});
