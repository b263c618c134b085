import fc from 'fast-check';
import { test } from 'vitest';
import { arbitrarySchema } from './arbitrarySchema.ts';
import { databaseOf, fill } from './database.ts';
import { constraintProbes } from '../../harness/generate/probes/constraintProbes.ts';
import { runProbes } from '../../harness/generate/probes/runProbes.ts';
test('x', async () => {
  const sqls = fc.sample(arbitrarySchema(), { numRuns: Number(process.env.N ?? 80), seed: Number(process.env.SEED ?? 1) });
  let probes = 0; const gaps = new Map<string, number>(); let t = 0;
  for (const sql of sqls) {
    const database = await databaseOf(sql);
    await fill(database, { gaps: true });
    const s = performance.now();
    const set = await constraintProbes(database.engine, database.schema, database.schema.tables, { seed: 1, shape: {} });
    const dev = await runProbes(database.engine, set.probes);
    t += performance.now() - s;
    probes += set.probes.length;
    for (const g of set.gaps) { const k = `${g.constraint?.kind} ${g.message}`; gaps.set(k, (gaps.get(k) ?? 0) + 1); if (gaps.get(k)! < 4) console.log('GAP', g.table, g.constraint?.name, g.message, '\n', sql.split(';\n').filter(x=>x.includes(`TABLE ${g.table} `)||x.includes(`ON ${g.table} `)).join('\n')); }
    for (const d of dev) console.log('DEV', d.probe.table, d.probe.constraint.name, d.probe.what, JSON.stringify(d.probe.expected), JSON.stringify(d.outcome), d.probe.insert.values, sql);
    await database.engine.close();
  }
  console.log(probes, t, [...gaps]);
}, 60000);
