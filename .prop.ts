import fc from 'fast-check';
import { arbitrarySchema } from './tests/generate/arbitrarySchema.ts';
import { contents, databaseOf, faults, fill } from './tests/generate/database.ts';
if (process.argv[3]) { console.log(fc.sample(arbitrarySchema(), 4).join('\n\n')); process.exit(); }
let n = 0, partial = 0, tables = 0, slow = 0;
await fc.assert(fc.asyncProperty(arbitrarySchema(), fc.nat(), async (sql, seed) => {
  const database = await databaseOf(sql);
  const t = performance.now();
  const report = await fill(database, { seed, gaps: true });
  const ms = performance.now() - t; if (ms > 300) { slow++; console.log(ms.toFixed(0), sql); }
  n++;
  if (report.problems.length) throw new Error(JSON.stringify(report.problems, null, 1));
  for (const [k, rows] of report.written) { tables++; if (rows === 0) throw new Error('empty ' + k); if (rows < 7) partial++; }
  const f = await faults(database); if (f.length) throw new Error(JSON.stringify(f));
  await database.engine.close();
}), { numRuns: Number(process.argv[2]), seed: Number(process.argv[4] ?? Date.now()) });
console.log({ n, tables, partial, slow });
