import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openBetterSqlite3 } from '../../harness/engines/betterSqlite3.ts';
import { compareSchemas } from '../../harness/inspect/schemaDifference.ts';
import { readSchema } from '../../harness/inspect/schemaSnapshot.ts';
import { prepareBench } from '../../harness/mutation/bench.ts';
import { judgeMutant } from '../../harness/mutation/judgeMutant.ts';
import { statementsOf } from '../../harness/mutation/mutant.ts';
import { mutantsOf } from '../../harness/mutation/mutateSchema.ts';
import { arbitrarySchema } from '../generate/arbitrarySchema.ts';
import { databaseOf } from '../generate/database.ts';

/** The operators that take one constraint away. */
const DROPS = ['primary-key-drop', 'unique-drop', 'not-null-drop', 'check-drop', 'foreign-key-drop'];

test('a constraint that is gone is missed: a row that it refuses is accepted', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrarySchema(), async (sql) => {
      const { engine, schema } = await databaseOf(sql);
      await engine.close();
      const bench = await prepareBench(() => openBetterSqlite3(), schema);
      const weaker = mutantsOf(schema).filter(({ operator }) => DROPS.includes(operator));
      for (const mutant of weaker) {
        const { verdict } = await judgeMutant(bench, mutant);
        expect(['killed', 'equivalent', 'catalog-only'], `${mutant.what} of ${mutant.object}`).toContain(verdict);
      }
    }),
    { numRuns: 6 },
  );
});

test('a schema that is made again of its own definitions is the same', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrarySchema(), async (sql) => {
      const { engine, schema } = await databaseOf(sql);
      const again = await openBetterSqlite3();
      const failure = await again.apply(
        statementsOf(schema).map((text) => ({ text })),
        { foreignKeys: 'on' },
      );
      expect(failure).toBeNull();
      expect(compareSchemas(schema, await readSchema(again))).toEqual([]);
      await Promise.all([engine.close(), again.close()]);
    }),
    { numRuns: 40 },
  );
});
