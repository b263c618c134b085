import type { SchemaSnapshot } from '../../model/schema.ts';
import type { Migration } from '../../model/script.ts';
import type { Step } from '../../model/step.ts';
import { definitionsIn } from './definitionText.ts';
import type { LadderBench } from './ladderBench.ts';
import { stepOperators } from './operators/index.ts';
import type { StepDamage } from './stepMutant.ts';
import type { Subject } from './subject.ts';

const NOTHING: SchemaSnapshot = { tables: [], indexes: [], views: [], triggers: [], digest: '' };

/** Every way to damage the steps on a bench, in the order of steps, scripts and operators; of two alike the first. */
export async function stepDamages({ grounds, migrations }: LadderBench): Promise<readonly StepDamage[]> {
  const damages: StepDamage[] = [];
  for (const { original, position } of grounds.values()) {
    const neighbours = [migrations[position - 1], migrations[position + 1]].flatMap((one) => one ?? []);
    const known = new Set<string>();
    for (const subject of await subjectsOf(original, neighbours)) {
      known.add(textsOf(subject, {}));
      for (const { id: operator, changes } of stepOperators) {
        for (const change of changes(subject)) {
          const texts = textsOf(subject, change);
          if (!known.has(texts)) damages.push({ subject, operator, change });
          known.add(texts);
        }
      }
    }
  }
  return damages;
}

/** Both texts of a step: two that are the same run the same. */
function textsOf({ role, script }: Subject, { text = script.text, counterpart = '' }: Partial<StepDamage['change']>) {
  return [role, text, counterpart].join('\0');
}

async function subjectsOf(original: Step, neighbours: readonly Migration[]): Promise<readonly Subject[]> {
  const { migration, before, forward } = original;
  const { forward: up, rollback: down } = migration;
  const start = await before.schema();
  const end = (await forward.state?.schema()) ?? NOTHING;
  const shared = { migration, neighbours };
  const climbing = { ...shared, role: 'forward', script: up, start, end, definitions: definitionsIn(up, end) } as const;
  // What the rollback of an irreversible step brings back nobody has promised.
  if (down === null || up.directives.some(({ kind }) => kind === 'irreversible')) return [climbing];
  const back = (await (await original.restored())?.state?.schema()) ?? start;
  const definitions = definitionsIn(down, back);
  return [climbing, { ...shared, role: 'rollback', script: down, start: end, end: back, definitions }];
}
