import type { Lifetime } from '../ladder/context.ts';
import { inForceAt } from '../ladder/reportStep.ts';
import { factsOf } from '../ladder/scriptFacts.ts';
import { SqlError } from '../model/errors.ts';
import type { RehearsedStep } from '../model/rehearsal.ts';
import type { LooseFinding, StepReport } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import { baselineFindings } from './baseline.ts';
import { measuredStep } from './measuredStep.ts';
import type { ObservedStep } from './observed.ts';
import { observeStep } from './observeStep.ts';
import { proofOf } from './proof.ts';
import { consequenceReport, isConsequence, type ReportOptions, reportStep } from './reportStep.ts';
import { countRows, type RowCounts, totalOf } from './rows/countRows.ts';
import { runScript } from './scriptRun.ts';
import { type Stage, schemaOf } from './stage.ts';
import { driftFindings } from './standing/drift.ts';
import { troubleIn } from './trouble.ts';

export interface RehearsalOptions extends ReportOptions {
  readonly stage: Stage;
  /** The whole ladder, in order. */
  readonly migrations: readonly Migration[];
  readonly applied: readonly Migration[];
  /** Those to rehearse, in order. */
  readonly pending: readonly Migration[];
  /** The only one to judge, by its id: those before it are applied, those after it left alone. */
  readonly only: string | null;
  /** Highest resident memory of the process so far. */
  readonly peakMiB: () => number;
  readonly onStep: (id: string, done: number, total: number) => void;
}

/** What the rehearsal of pending steps came to. */
export interface Rehearsed {
  readonly steps: readonly StepReport[];
  readonly measured: readonly RehearsedStep[];
  readonly findings: readonly LooseFinding[];
  /** Rows of the database before the first step. */
  readonly rows: number;
  readonly proof: string;
}

/**
 * Takes the pending steps on the copy of a real database, one after the other, and judges each on its rows. Throws
 * `UserError` where the disk, the memory or the time does not suffice.
 */
export async function rehearseSteps(options: RehearsalOptions): Promise<Rehearsed> {
  try {
    return await rehearseAll(options);
  } catch (error) {
    throw (error instanceof SqlError && troubleIn(error)) || error;
  }
}

async function rehearseAll(options: RehearsalOptions): Promise<Rehearsed> {
  const { stage, only } = options;
  const pending = only === null ? options.pending : options.pending.slice(0, 1 + positionOf(only, options));
  const unsound = await baselineFindings(stage);
  const schema = await schemaOf(stage);
  const drift = await driftFindings(schema, options.applied, stage.open);
  const rows = await countRows(stage.copy, schema);
  let standing: RowCounts = rows;
  let broken: string | null = null;
  const observed: ObservedStep[] = [];
  const steps: StepReport[] = [];
  const measured: RehearsedStep[] = [];
  for (const [done, migration] of pending.entries()) {
    options.onStep(migration.id, done, pending.length);
    if (done > 0) await stage.copy.settle();
    if (only !== null && migration.id !== only) {
      if (broken === null && !(await applyOnly(stage, migration))) broken = migration.id;
      standing = await countRows(stage.copy, await schemaOf(stage));
      continue;
    }
    const started = options.now();
    const inForce = promisesAt(migration, broken, options);
    const step = await observeStep(stage, migration, standing, {
      queries: options.config.queries.filter(inForce),
      documents: options.config.json.filter(inForce),
    });
    if (broken !== null && isConsequence(step)) {
      steps.push(consequenceReport(migration, broken, options));
      continue;
    }
    measured.push(measuredStep(step, options.now() - started, options.peakMiB()));
    steps.push(await reportStep(step, started, broken === null ? options : withoutExpectations(options)));
    observed.push(step);
    if (step.after === null) broken ??= migration.id;
    else standing = step.after.rows;
  }
  return { steps, measured, findings: [...unsound, ...drift], rows: totalOf(rows), proof: proofOf(observed) };
}

/** What the configuration promises at a step; what a step that did not apply was to bring cannot be promised above it. */
function promisesAt(
  { id }: Migration,
  broken: string | null,
  options: RehearsalOptions,
): (promise: Lifetime) => boolean {
  const isHere = inForceAt(id, options);
  const wasThere = broken === null ? () => true : inForceAt(broken, options);
  return (promise) => isHere(promise) && wasThere(promise) && (broken === null || promise.since !== broken);
}

/** Counts of tables and indexes tell nothing above a step that did not apply. */
function withoutExpectations(options: RehearsalOptions): RehearsalOptions {
  return { ...options, config: { ...options.config, expect: {} } };
}

function positionOf(step: string, { pending }: RehearsalOptions): number {
  return pending.findIndex(({ id }) => id === step);
}

/** Applies a step that nobody asked about; whether it went through. */
async function applyOnly({ copy }: Stage, { forward }: Migration): Promise<boolean> {
  const { failure } = await runScript(copy, forward, factsOf(forward));
  return failure === null;
}
