import { afterAll, expect, test } from 'vitest';
import { startD1 } from '../../harness/engines/d1/d1.ts';
import { hazards } from '../../harness/hazards/index.ts';
import { scriptOf } from '../../harness/sql/script.ts';
import { sqlOf } from './pageSql.ts';

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
