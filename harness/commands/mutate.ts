import type { Watch } from '../engines/betterSqlite3.ts';
import type { Report } from '../model/report.ts';
import { mutantsOf } from '../mutation/mutateSchema.ts';
import { type FindBase, historySince } from './baseBranch.ts';
import { checkFolder } from './check.ts';
import { changedSteps } from './history.ts';
import type { MutateOptions } from './mutateOptions.ts';
import { type Judged, mergeParts, type OnJudged, type Part } from './mutation/judged.ts';
import { judgePart } from './mutation/judgePart.ts';
import { mutantWatch } from './mutation/mutantWatch.ts';
import { refuseRed } from './mutation/refuseRed.ts';
import { scoreOf } from './mutation/score.ts';
import { readSubject, type Subject } from './mutation/subject.ts';
import { readFolder } from './readFolder.ts';
import { reportOf } from './report.ts';

/** Fewer mutants than this are judged sooner than workers are ready to. */
const FEW = 150;
/** About so many mutants come of each statement of a step: only for a guess at how much there is to do. */
const MUTANTS_PER_STATEMENT = 3;

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
  /** Has workers judge these parts, and answers in their order. */
  readonly judgeParts: (
    options: MutateOptions,
    parts: readonly Part[],
    onJudged: OnJudged,
  ) => Promise<readonly (readonly Judged[])[]>;
}

/**
 * Breaks the schema and the scripts of a ladder on purpose, one break at a time, and counts those that the checks
 * notice. Throws `UserError` when that cannot be done, and for a ladder that does not pass its own check.
 */
export async function mutateFolder(options: MutateOptions, world: MutateWorld): Promise<Report> {
  const started = world.now();
  // The lock would notice every edit of a script, whatever the edit does.
  const { report } = await checkFolder(
    { ...options, engines: ['better-sqlite3'] },
    { ...world, frozen: async () => new Set(), ignoreLock: true },
  );
  refuseRed(report);
  const narrowed = await narrowedBySince(options, world.findBase);
  const subject = await readSubject(narrowed, mutantWatch(world.watch));
  const halves = (['schema', 'steps'] as const).filter((half) => options.only === undefined || options.only === half);
  const of = isLittle(subject, halves) ? 1 : world.workers;
  const parts = halves.flatMap((half) => Array.from({ length: of }, (_, index): Part => ({ half, index, of })));
  const judged =
    of > 1 ? await world.judgeParts(narrowed, parts, world.onJudged) : await judgeHere(subject, parts, world.onJudged);
  const halfOf = (half: Part['half']) => scoreOf(mergeParts(judged.filter((_, at) => parts[at]?.half === half)));
  const after = halves.includes('schema') ? subject.after : null;
  const mutation = { after, schema: halfOf('schema'), steps: halfOf('steps') };
  return reportOf({ ...report, command: 'mutate', durationMs: world.now() - started, mutation });
}

/** What a branch adds or edits, as ids: workers need not ask git again. */
async function narrowedBySince(options: MutateOptions, findBase: FindBase | undefined): Promise<MutateOptions> {
  const { ladder, loaded } = await readFolder(options);
  const history = await historySince(options, ladder, loaded, findBase);
  return history === null ? options : { ...options, steps: [...changedSteps(ladder.migrations, history)] };
}

function isLittle({ schema, selectsMutant, selectsStep, folder }: Subject, halves: readonly Part['half'][]): boolean {
  const ofSchema = halves.includes('schema') ? mutantsOf(schema).filter(selectsMutant).length : 0;
  const scripts = folder.ladder.migrations
    .filter(({ id }) => halves.includes('steps') && selectsStep(id))
    .flatMap(({ forward, rollback }) => [forward, ...(rollback === null ? [] : [rollback])]);
  const statements = scripts.reduce((sum, script) => sum + script.statements.length, 0);
  return ofSchema + MUTANTS_PER_STATEMENT * statements < FEW;
}

async function judgeHere(
  subject: Subject,
  parts: readonly Part[],
  onJudged: OnJudged,
): Promise<readonly (readonly Judged[])[]> {
  const judged: (readonly Judged[])[] = [];
  for (const part of parts) {
    const earlier = judged.flat().length;
    judged.push(await judgePart(subject, part, (done, of) => onJudged(earlier + done, earlier + of)));
  }
  return judged;
}
