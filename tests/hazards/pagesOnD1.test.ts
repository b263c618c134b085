import { afterAll, expect, test } from 'vitest';
import { startD1 } from '../../harness/engines/d1/d1.ts';
import { hazards } from '../../harness/hazards/index.ts';
import type { Queryable } from '../../harness/model/engine.ts';
import { scriptOf } from '../../harness/sql/script.ts';
import { wranglerCuts } from '../../harness/sql/wranglerCuts.ts';
import { sqlOf } from './pageSql.ts';

// Here for all hazards, and not in the test file of each: every file that starts D1 waits about a second for it.
const d1 = startD1({ now: Date.now });
afterAll(d1.stop);

test.each(hazards)('$id: what its page calls right runs on D1 as well', async ({ id }) => {
  const { before, step, right } = sqlOf(id);
  for (const sql of right) {
    const engine = await d1.open();
    for (const text of [before, step ?? '', sql]) {
      const { statements } = scriptOf('page.sql', text);
      if (statements.length > 0) expect(await engine.apply(statements, { foreignKeys: 'on' })).toBeNull();
    }
    await engine.close();
  }
});

test.each(['d1-refused-statements', 'd1-newer-sql'])('%s: what its page calls wrong is refused by D1', async (id) => {
  const { before, wrong } = sqlOf(id);
  for (const sql of wrong) {
    const engine = await d1.open();
    await engine.apply(scriptOf('before.sql', before).statements, { foreignKeys: 'on' });
    expect(await engine.apply(scriptOf('wrong.sql', sql).statements, { foreignKeys: 'on' })).not.toBeNull();
    await engine.close();
  }
});

test('wrangler-cuts-statement: what wrangler made of it is refused, or is something else', async () => {
  const { before, wrong } = sqlOf('wrangler-cuts-statement');
  for (const sql of wrong) {
    const [whole, sent] = [await d1.open(), await d1.open()];
    const { cuts } = wranglerCuts(sql);
    const pieces = [0, ...cuts].map((from, index) => sql.slice(from, cuts[index]).replaceAll(/\/\*.*?\*\//g, ''));
    for (const engine of [whole, sent])
      await engine.apply(scriptOf('before.sql', before).statements, { foreignKeys: 'on' });
    expect(await whole.apply(scriptOf('wrong.sql', sql).statements, { foreignKeys: 'on' })).toBeNull();
    const failure = await sent.apply(
      pieces.filter((text) => text.trim() !== '').map((text) => ({ text })),
      { foreignKeys: 'on' },
    );
    const [expected, made] = await Promise.all([whole, sent].map(columns));
    if (failure === null) expect(made).not.toEqual(expected);
    await Promise.all([whole.close(), sent.close()]);
  }
});

function columns(engine: Queryable) {
  return engine.query(
    'SELECT m.name, i.name AS "column" FROM sqlite_schema m, pragma_table_xinfo(m.name) i ORDER BY 1, 2',
  );
}
