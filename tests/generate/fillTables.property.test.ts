import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitrarySchema } from './arbitrarySchema.ts';
import { contents, databaseOf, faults, fill } from './database.ts';

describe('filling any schema', () => {
  test('every table gets rows that the engine finds nothing wrong with, the same ones for the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySchema(), fc.nat(), async (sql, seed) => {
        const database = await databaseOf(sql);
        const again = { ...database, engine: await database.engine.fork() };
        const report = await fill(database, { seed, gaps: true });
        expect(report.problems).toEqual([]);
        expect([...report.written.keys()].sort()).toEqual(database.schema.tables.map(({ name }) => name));
        for (const rows of report.written.values()) expect(rows).toBeGreaterThan(0);
        expect(await faults(database)).toEqual([]);
        await fill(again, { seed, gaps: true });
        expect(await contents(again)).toEqual(await contents(database));
        await Promise.all([database.engine.close(), again.engine.close()]);
      }),
      { numRuns: 100 },
    );
  });
});
