import { openBetterSqlite3 } from './harness/engines/betterSqlite3.ts';
import { readSchema } from './harness/inspect/schemaSnapshot.ts';
import { planTable } from './harness/generate/tablePlan.ts';
import { topologicalTables } from './harness/generate/topologicalTables.ts';
const engine = await openBetterSqlite3();
for (let step = 0; step < 50; step++) {
    const name = `table_${step}`;
    const parent = step === 0 ? '' : `, parent_id INTEGER NOT NULL REFERENCES table_${step - 1}(id) ON DELETE CASCADE`;
    await engine.query(`CREATE TABLE ${name} (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, status TEXT NOT NULL CHECK (status IN ('a','b','c')), amount NUMERIC CHECK (amount >= 0), created_at DATETIME, meta JSON${parent})` );
}
const schema = await readSchema(engine);
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000; };
for (let r = 0; r < 20; r++) {
  const t = cpu();
  for (const table of schema.tables) planTable(table, [], 1);
  const t2 = cpu();
  for (let i = 0; i < 50; i++) topologicalTables(schema);
  const t3 = cpu();
  if (r < 4 || r > 17) console.log(r, ((t2 - t) / 50 * 1000).toFixed(0), 'µs per plan;', ((t3 - t2) / 50 * 1000).toFixed(0), 'µs per order of 50');
}
