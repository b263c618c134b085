import { openBetterSqlite3 } from './harness/engines/betterSqlite3.ts';
import { readSchema } from './harness/inspect/schemaSnapshot.ts';
import { fillTables } from './harness/generate/fillTables.ts';
import type { Engine } from './harness/model/engine.ts';
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000; };
for (let round = 0; round < Number(process.env.ROUNDS ?? 4); round++) {
  let engine: Engine = await openBetterSqlite3();
  let total = 0, lived = 0, wall = 0;
  for (let step = 0; step < 50; step++) {
    const name = `table_${round}_${step}`;
    const parent = step === 0 ? '' : `, parent_id INTEGER NOT NULL REFERENCES table_${round}_${step - 1}(id) ON DELETE CASCADE`;
    const next = await engine.fork();
    await next.apply([{ text: `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, status TEXT NOT NULL CHECK (status IN ('a','b','c')), amount NUMERIC CHECK (amount >= 0), created_at DATETIME, meta JSON${parent})` }, { text: `CREATE INDEX i_${name} ON ${name}(status, created_at)` }], { foreignKeys: 'on' });
    const schema = await readSchema(next);
    let t = cpu(); const w = performance.now();
    const r = await fillTables(next, schema, { seed: 1, rows: 8, first: 1 + step * 8, tables: [name], shape: {}, gaps: true });
    total += cpu() - t; wall += performance.now() - w;
    if (r.problems.length || r.written.get(name) !== 8) console.log(r);
    if (process.argv[2]) { const f = await next.fork(); t = cpu(); await fillTables(f, schema, { seed: 1, rows: 2, first: 1_000_000, shape: {}, gaps: false }); lived += cpu() - t; await f.close(); }
    await engine.close(); engine = next;
  }
  console.log(round, 'fill', total.toFixed(1), 'wall', wall.toFixed(1), 'lived', lived.toFixed(1));
}
