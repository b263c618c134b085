import type { PlanMemory } from '../../ladder/context.ts';
import { once } from '../../ladder/once.ts';
import type { Filling } from '../../ladder/populate.ts';
import { type Foothold, type ProvenStep, proveStep } from '../../ladder/proveStep.ts';
import { refuseOutside } from '../../ladder/refuseOutside.ts';
import { stateOf } from '../../ladder/state.ts';
import { withSpokenRows } from '../../ladder/withSpokenRows.ts';
import type { Check } from '../../model/check.ts';
import type { Config, Expectation } from '../../model/config.ts';
import type { Engine } from '../../model/engine.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import type { Migration } from '../../model/script.ts';
import type { Step } from '../../model/step.ts';
import { type Bench, prepareBench } from '../bench.ts';

export interface LadderOptions {
  readonly migrations: readonly Migration[];
  /** Opens an empty database. */
  readonly open: () => Promise<Engine>;
  readonly checks: readonly Check[];
  readonly config: Config;
  /** Generated rows per table. */
  readonly rows: number;
  readonly seed: number;
  /** Which steps are to be mutated, by id. */
  readonly selects: (stepId: string) => boolean;
}

/** A step as it is, and where its mutants start from. */
export interface Ground {
  readonly position: number;
  readonly foothold: Foothold;
  readonly original: Step;
  /** What the original reports, by check: made by the judge on first use. */
  readonly reported: Map<string, Promise<ReadonlySet<string>>>;
  /** Probes of the schema that the original leaves; null where it leaves none. */
  readonly schemaBench: () => Promise<Bench | null>;
}

/** A ladder that was climbed once, to prove mutants of its steps from where the steps themselves start. */
export interface LadderBench {
  readonly migrations: readonly Migration[];
  readonly checks: readonly Check[];
  /** With what each step of the original ends with as its expectation. */
  readonly config: Config;
  readonly filling: Filling;
  readonly memory: PlanMemory;
  readonly grounds: ReadonlyMap<string, Ground>;
  /** The same ladder with more rows, and others: what looks alike on few rows is looked at once more there. */
  wider(): Promise<LadderBench>;
  close(): Promise<void>;
}

const WIDER = 4;

/** Climbs a ladder up to the last step that is to be mutated. Throws `UserError` for a ladder that is never executed. */
export async function prepareLadderBench(options: LadderOptions): Promise<LadderBench> {
  const { migrations, config, seed, rows, selects, open } = options;
  refuseOutside(migrations);
  const filling: Filling = { seed, rows, config };
  const last = migrations.findLastIndex(({ id }) => selects(id));
  const ground = stateOf(await open());
  let foothold: Foothold = { filled: ground, empty: async () => stateOf(await open()) };
  const grounds = new Map<string, Ground>();
  const expect: Record<string, Expectation> = {};
  const proven: ProvenStep[] = [];
  for (const [position, migration] of migrations.slice(0, last + 1).entries()) {
    const isMutated = selects(migration.id);
    if (isMutated) foothold = await withSpokenRows(foothold, migrations, position, filling);
    const climbed = await proveStep(migration, position, foothold, filling, isMutated);
    const { step, next } = climbed;
    if (isMutated) {
      grounds.set(migration.id, groundOf(step, position, foothold, open));
      expect[migration.id] = { ...(await leftBy(step)), ...config.expect[migration.id] };
      proven.push(climbed);
    } else await climbed.release();
    if (next !== null) foothold = isMutated ? next : { ...next, filled: stateOf(next.filled.engine) };
  }
  let isWiderMade = false;
  const wider = once(() => {
    isWiderMade = true;
    return prepareLadderBench({ ...options, seed: seed + 1, rows: rows * WIDER });
  });
  return {
    migrations,
    checks: options.checks,
    config: { ...config, expect: { ...config.expect, ...expect } },
    filling,
    memory: new WeakMap(),
    grounds,
    wider,
    async close() {
      if (isWiderMade) await (await wider()).close();
      for (const { release } of proven) await release();
      await foothold.filled.engine.close();
    },
  };
}

function groundOf(original: Step, position: number, foothold: Foothold, open: () => Promise<Engine>): Ground {
  const schemaBench = once(async () => {
    const { state } = original.forward;
    return state === null ? null : prepareBench(open, await state.schema());
  });
  return { position, foothold, original, reported: new Map(), schemaBench };
}

/** The names of everything that a step ends with. */
async function leftBy({ forward }: Step): Promise<Expectation> {
  if (forward.state === null) return {};
  const { tables, indexes, views, triggers } = await forward.state.schema();
  const names = (objects: SchemaSnapshot['indexes']) => objects.map(({ name }) => name);
  return {
    tables: names(tables.filter(({ kind }) => kind !== 'shadow')),
    indexes: names(indexes),
    views: names(views),
    triggers: names(triggers),
  };
}
