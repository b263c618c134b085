import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBetterSqlite3 } from '../harness/engines/betterSqlite3.ts';
import { readSchema } from '../harness/inspect/schemaSnapshot.ts';
import { mutateSchema } from '../harness/mutation/mutateSchema.ts';
import { scriptOf } from '../harness/sql/script.ts';

const STEP = join(import.meta.dirname, '../migrations/0001_initial_schema.sql');

/** Judges every schema mutant of a script's schema, and prints what became of them. */
async function run(path: string): Promise<void> {
  const engine = await openBetterSqlite3();
  const failure = await engine.apply(scriptOf(path, readFileSync(path, 'utf8')).statements, { foreignKeys: 'on' });
  if (failure !== null) throw new Error(failure.message);
  const schema = await readSchema(engine);
  const before = process.cpuUsage();
  const { all, byOperator, mutants } = await mutateSchema(() => openBetterSqlite3(), schema);
  const { user, system } = process.cpuUsage(before);
  for (const [operator, { total, killed, equivalent, stillborn }] of byOperator)
    console.log(
      `${operator.padEnd(30)} ${total} total, ${killed} killed, ${equivalent} equivalent, ${stillborn} stillborn`,
    );
  for (const { mutant, judgement } of mutants) {
    if (judgement.verdict === 'killed') continue;
    const why = 'why' in judgement ? `: ${judgement.why}` : `\n  ${mutant.texts.join('\n  ')}`;
    console.log(`${judgement.verdict} ${mutant.operator}, ${mutant.object}, ${mutant.what}${why}`);
  }
  const kinds = Map.groupBy(mutants, ({ judgement }) => (judgement.verdict === 'killed' ? judgement.kill.by : null));
  for (const [kind, found] of kinds) if (kind !== null) console.log(`killed by ${kind}: ${found.length}`);
  const impaired = mutants.filter(
    ({ judgement }) => judgement.verdict === 'killed' && judgement.kill.mutant.includes('foreign key mismatch'),
  );
  console.log(`killed because a foreign key refers to no key any more: ${impaired.length}`);
  console.log(`total ${all.total}, killed ${all.killed}, equivalent ${all.equivalent}, stillborn ${all.stillborn}`);
  console.log(`survivors ${all.survivors.length}, ${((user + system) / 1e6).toFixed(1)} s of CPU`);
}

await run(process.argv[2] ?? STEP);
