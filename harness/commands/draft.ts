import { checks } from '../checks/index.ts';
import { draftRollback } from '../drafting/draftRollback.ts';
import { openBetterSqlite3, type Watch } from '../engines/betterSqlite3.ts';
import { readSchema } from '../inspect/schemaSnapshot.ts';
import { climb } from '../ladder/climb.ts';
import { factsOf, foreignKeysFor } from '../ladder/scriptFacts.ts';
import { rollbackHeading } from '../layouts/headings.ts';
import { rollbackPlace, statementIn } from '../layouts/rollbackPlace.ts';
import type { Engine } from '../model/engine.ts';
import { UserError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Migration } from '../model/script.ts';
import { scriptOf } from '../sql/script.ts';
import type { CheckOptions } from './checkOptions.ts';
import { type Folder, readFolder } from './readFolder.ts';
import { stepCalled } from './selectRange.ts';

/** A first rollback for a step, and what its proof says of it. */
export interface DraftedRollback {
  readonly step: string;
  /** Where it belongs, relative to the checked folder; null: the layout keeps it in a part of another file. */
  readonly path: string | null;
  readonly text: string;
  /** What it cannot bring back, or does wrong: errors of the checks that look at a rollback. */
  readonly failures: readonly Finding[];
}

/**
 * Drafts a rollback for a step that has none, from the difference that the step makes to the schema, and proves it as
 * `check` would. Throws `UserError`, also for a step that has a rollback already.
 */
export async function draftFor(id: string, options: CheckOptions, watch: Watch): Promise<DraftedRollback> {
  const folder = await readFolder(options);
  const { migrations, layout, folders } = folder.ladder;
  const step = stepCalled(id, migrations);
  if (step.rollback !== null && step.rollback.statements.length > 0) {
    throw new UserError('rollback-there', `step ${step.id} has a rollback already`, {
      why: `${step.rollback.path} would be written over.`,
      fix: 'Delete it first, or leave it as it is.',
      location: { file: step.rollback.path, line: 1, column: 1 },
    });
  }
  const open = () => openBetterSqlite3({ functions: folder.config.functions, watch });
  const statements = await statementsFor(step, migrations, open);
  const lines = statements.map((statement) => `${statementIn(layout, statement)}\n`);
  const text = `${rollbackHeading(step.forward.path)}${lines.join('')}`;
  const path = rollbackPlace(layout, step.forward.path, folders);
  const drafted = { ...step, rollback: scriptOf(path ?? `rollback of ${step.id}`, text) };
  return { step: step.id, path, text, failures: await failuresOf(drafted, folder, open) };
}

async function statementsFor(
  step: Migration,
  migrations: readonly Migration[],
  open: () => Promise<Engine>,
): Promise<readonly string[]> {
  const engine = await open();
  for (const below of migrations.slice(0, migrations.indexOf(step))) await applied(below, engine);
  const before = await readSchema(engine);
  await applied(step, engine);
  return draftRollback(engine, before, factsOf(step.forward).named);
}

async function applied({ id, forward }: Migration, engine: Engine): Promise<void> {
  const failure = await engine.apply(factsOf(forward).runnable, { foreignKeys: foreignKeysFor(forward) });
  if (failure === null) return;
  throw new UserError('step-fails', `step ${id} does not apply: ${failure.message}`, {
    why: 'A rollback is drafted from what the step makes of the schema, so it and every step below it must run.',
    fix: `See what is wrong with it: stepproof check --step ${id}`,
    location: { file: forward.path, line: 1, column: 1 },
  });
}

async function failuresOf(
  drafted: Migration,
  { ladder, config, seed, rows }: Folder,
  open: () => Promise<Engine>,
): Promise<readonly Finding[]> {
  const migrations = ladder.migrations.map((step) => (step.id === drafted.id ? drafted : step));
  const { steps } = await climb({
    ...ladder,
    migrations,
    reversible: true,
    open,
    engineName: 'better-sqlite3',
    checks: checks.filter(({ id }) => id.startsWith('rollback-') || id === 'reapply-is-identical'),
    config,
    rows,
    seed,
    from: drafted.id,
    to: drafted.id,
    only: null,
    history: null,
    now: () => 0,
    onStep: () => {},
    lock: null,
    frozen: new Set(),
  });
  return steps.flatMap((step) =>
    step.checks.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error')),
  );
}
