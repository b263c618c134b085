import { checks } from '../../checks/index.ts';
import { openBetterSqlite3 } from '../../engines/betterSqlite3.ts';
import type { Check } from '../../model/check.ts';
import type { Engine } from '../../model/engine.ts';
import { type Bench, prepareBench } from '../../mutation/bench.ts';
import type { Mutant } from '../../mutation/mutant.ts';
import type { MutateOptions } from '../mutateOptions.ts';
import { type Folder, readFolder } from '../readFolder.ts';
import { selectChecks } from '../selectChecks.ts';
import { climbSchemas } from './climbSchemas.ts';
import type { MutantWatch } from './mutantWatch.ts';
import { selectedSteps } from './selection.ts';
import { objectKey, touchedObjects } from './touchedObjects.ts';

/** What is mutated, and what it is put to: every worker makes its own from the same options. */
export interface Subject {
  readonly folder: Folder;
  readonly checks: readonly Check[];
  /** Opens an empty database. */
  readonly open: () => Promise<Engine>;
  readonly watch: MutantWatch;
  /** What mutants of the schema after the last step asked for are put to, made when it is first asked for. */
  readonly bench: () => Promise<Bench>;
  /** Whether a mutant of the schema damages what the selected steps touch. */
  readonly selectsMutant: (mutant: Mutant) => boolean;
  readonly selectsStep: (id: string) => boolean;
}

/** Reads a ladder that is known to hold and takes the schema of its last step asked for. */
export async function readSubject(options: MutateOptions, watch: MutantWatch): Promise<Subject> {
  const folder = await readFolder(options);
  const { config } = folder;
  const open = () => openBetterSqlite3({ functions: config.functions, watch });
  const climbed = await climbSchemas(folder, open);
  const last = climbed.at(-1);
  if (last === undefined) throw new Error('a ladder without a step was read');
  let bench: Promise<Bench> | null = null;
  const selected = selectedSteps(folder.ladder.migrations, folder.range, options.steps);
  const touched =
    selected === null
      ? null
      : new Set(
          climbed.filter(({ migration }) => selected.has(migration.id)).flatMap((step) => [...touchedObjects(step)]),
        );
  return {
    folder,
    checks: selectChecks(checks, {}, config.severity),
    open,
    watch,
    bench() {
      bench ??= prepareBench(open, last.after, config.rows);
      return bench;
    },
    selectsMutant: ({ changed: [object] }) =>
      touched === null || (object !== undefined && touched.has(objectKey(object))),
    selectsStep: (id) => selected === null || selected.has(id),
  };
}
