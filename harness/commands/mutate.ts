import type { Watch } from '../engines/betterSqlite3.ts';
import type { Report } from '../model/report.ts';
import { type FindBase, historySince } from './baseBranch.ts';
import { checkFolder } from './check.ts';
import { changedSteps } from './history.ts';
import type { MutateOptions } from './mutateOptions.ts';
import { type Judged, mergeParts, type OnJudged, type Part } from './mutation/judged.ts';
import { judgePart } from './mutation/judgePart.ts';
import { mutantWatch } from './mutation/mutantWatch.ts';
import { refuseRed } from './mutation/refuseRed.ts';
import { scoreOf } from './mutation/score.ts';
import { selectedSteps } from './mutation/selection.ts';
import { readSubject } from './mutation/subject.ts';
import type { Workers } from './mutation/workers.ts';
import { type Folder, readFolder } from './readFolder.ts';
import { reportOf } from './report.ts';

/** Fewer mutants than this are judged sooner than workers are ready to. */
const FEW = 150;
/** About so many mutants come of each forward statement, and of any: only for a guess at how much there is to do. */
const MUTANTS_OF_SCHEMA = 15;
const MUTANTS_OF_STEPS = 3;

/** What a mutation takes from the world around it. */
export interface MutateWorld {
  /** Milliseconds. */
  readonly now: () => number;
  readonly onStep: (id: string, done: number, total: number) => void;
  readonly onJudged: OnJudged;
  /** Told before each statement. */
  readonly watch: Watch;
  /** How many workers there are; with one, everything is done here. */
  readonly workers: number;
  readonly findBase?: FindBase;
  readonly startWorkers: (options: MutateOptions) => Promise<Workers>;
}

/**
 * Breaks the schema and the scripts of a ladder on purpose, one break at a time, and counts those that the checks
 * notice. Throws `UserError` when that cannot be done, and for a ladder that does not pass its own check.
 */
export async function mutateFolder(options: MutateOptions, world: MutateWorld): Promise<Report> {
  const started = world.now();
  const narrowed = await narrowedBySince(options, world.findBase);
  const folder = await readFolder(narrowed);
  const halves = (['schema', 'steps'] as const).filter((half) => options.only === undefined || options.only === half);
  // They prepare themselves while the ladder is checked here.
  const workers = world.workers === 1 || isLittle(folder, narrowed, halves) ? null : await world.startWorkers(narrowed);
  try {
    // The lock would notice every edit of a script, whatever the edit does.
    const { report } = await checkFolder(
      { ...options, engines: ['better-sqlite3'] },
      { ...world, frozen: async () => new Set(), ignoreLock: true },
    );
    refuseRed(report);
    const of = workers === null ? 1 : world.workers;
    const parts = halves.flatMap((half) => Array.from({ length: of }, (_, index): Part => ({ half, index, of })));
    const judged = await (workers?.judge(parts, world.onJudged) ?? judgeHere(narrowed, parts, world));
    const halfOf = (half: Part['half']) => scoreOf(mergeParts(judged.filter((_, at) => parts[at]?.half === half)));
    const after = halves.includes('schema') ? (folder.range.to ?? folder.ladder.migrations.at(-1)?.id ?? null) : null;
    const mutation = { after, schema: halfOf('schema'), steps: halfOf('steps') };
    return reportOf({ ...report, command: 'mutate', durationMs: world.now() - started, mutation });
  } finally {
    await workers?.release();
  }
}

/** What a branch adds or edits, as ids: workers need not ask git again. */
async function narrowedBySince(options: MutateOptions, findBase: FindBase | undefined): Promise<MutateOptions> {
  const { ladder, loaded } = await readFolder(options);
  const history = await historySince(options, ladder, loaded, findBase);
  return history === null ? options : { ...options, steps: [...changedSteps(ladder.migrations, history)] };
}

function isLittle({ ladder, range }: Folder, { steps }: MutateOptions, halves: readonly Part['half'][]): boolean {
  const selected = selectedSteps(ladder.migrations, range, steps);
  const guessed = ladder.migrations
    .filter(({ id }) => selected?.has(id) ?? true)
    .map(({ forward, rollback }) => {
      const [there, back] = [forward.statements.length, rollback?.statements.length ?? 0];
      const ofSchema = halves.includes('schema') ? MUTANTS_OF_SCHEMA * there : 0;
      return ofSchema + (halves.includes('steps') ? MUTANTS_OF_STEPS * (there + back) : 0);
    });
  return guessed.reduce((sum, mutants) => sum + mutants, 0) < FEW;
}

async function judgeHere(
  options: MutateOptions,
  parts: readonly Part[],
  { watch, onJudged }: MutateWorld,
): Promise<readonly (readonly Judged[])[]> {
  const subject = await readSubject(options, mutantWatch(watch));
  const judged: (readonly Judged[])[] = [];
  for (const part of parts) {
    const earlier = judged.flat().length;
    judged.push(await judgePart(subject, part, (done, of) => onJudged(earlier + done, earlier + of)));
  }
  return judged;
}
