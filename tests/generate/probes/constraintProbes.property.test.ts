import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runProbes } from '../../../harness/generate/probes/runProbes.ts';
import { arbitrarySchema } from '../arbitrarySchema.ts';
import { probed } from './probing.ts';

test('any legal schema treats each probe as it declares', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrarySchema(), async (sql) => {
      const { engine, set } = await probed(sql);
      expect(set.probes.length).toBeGreaterThan(0);
      expect(await runProbes(engine, set.probes)).toEqual([]);
      // Only an index that no legal row can be in has no probe.
      expect(set.gaps.filter(({ constraint }) => constraint?.kind !== 'unique')).toEqual([]);
      await engine.close();
    }),
    { numRuns: Number(process.env.RUNS ?? 40) },
  );
});
