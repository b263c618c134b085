import type { Failure } from '../../model/engine.ts';
import type { Finding } from '../../model/finding.ts';
import type { Script, Statement } from '../../model/script.ts';
import type { ScriptFacts } from '../../model/step.ts';
import { obstacleOf } from '../../sql/obstacle.ts';
import { type Advice, adviceFor } from './engineAdvice.ts';
import { failurePlace } from './failurePlace.ts';
import { adviceOn } from './obstacleAdvice.ts';
import { failedStatement, locate } from './outcome.ts';

/** How a script went. `whereEnforced`: it went through with foreign keys off, as its tool runs it, and fails by this where they are on. */
export interface Went {
  readonly failure: Failure | null;
  readonly whereEnforced?: Failure;
}

/** A script as it was run: on a database with rows and on one without. */
export interface ScriptRuns {
  readonly script: Script;
  readonly facts: ScriptFacts;
  readonly empty: Went | null;
  readonly filled: Went | null;
}

/**
 * What is wrong with how a script ran, the same for both directions. `byValues`: it ran with fewer rows, so that what
 * it failed on is in some of them.
 */
export function applyFindings(runs: ScriptRuns, byValues = false): readonly Finding[] {
  const onEmpty = runs.empty?.failure ?? null;
  const onFilled = runs.filled?.failure ?? null;
  return [
    ...transactionFindings(runs),
    ...(onEmpty === null ? [] : [failureFinding(runs, onEmpty, onFilled === null ? 'on an empty database' : '')]),
    ...(onFilled === null || onEmpty !== null ? [] : [filledFinding(runs, onFilled, byValues)]),
    ...(onEmpty === null ? enforcedFindings(runs) : []),
    ...idlePragmaFindings(runs),
  ];
}

const WITH_ROWS = 'on a database with rows';

function failureFinding({ script, facts }: ScriptRuns, failure: Failure, where: string): Finding {
  const statement = failedStatement(facts.runnable, failure.statement);
  const rows = where === WITH_ROWS;
  const { what, why, fix } = adviceOnFailure(failure, statement, rows);
  const place = where === '' ? '' : ` ${where}`;
  const moment = failure.statement === null ? ' when its transaction is committed' : '';
  return {
    severity: 'error',
    object: `script ${script.path}`,
    message: what === null ? `the script fails${place}${moment}: ${failure.message}` : `cannot run here: ${what}`,
    why,
    fix,
    location: failurePlace(script, statement, failure.message),
    data: { code: failure.code, kind: failure.kind, rows },
  };
}

/** `what`: the script is made for other circumstances than these, rather than wrong. */
function adviceOnFailure(
  failure: Failure,
  statement: Statement | undefined,
  rows: boolean,
): Advice & { readonly what: string | null } {
  const obstacle = statement === undefined ? null : obstacleOf(statement.text, failure.message);
  return obstacle === null ? { what: null, ...adviceFor(failure, rows) } : adviceOn(obstacle);
}

function filledFinding(runs: ScriptRuns, failure: Failure, byValues: boolean): Finding {
  const finding = failureFinding(runs, failure, WITH_ROWS);
  if (!byValues) return finding;
  return {
    ...finding,
    severity: 'warning',
    message: `the script fails on some rows: ${failure.message}`,
    why: 'With one row in each table it goes through: what it makes of several breaks a constraint of its own, and a database that holds such rows stops here, untouched.',
    fix: 'Ask the real database first: run what the failing statement selects, and look for values that the constraint refuses.',
  };
}

/** What the script's tool lets pass, and another connection to the same database does not. */
function enforcedFindings({ script, facts, filled }: ScriptRuns): readonly Finding[] {
  const failure = filled?.failure === null ? filled.whereEnforced : undefined;
  if (failure === undefined) return [];
  const statement = failedStatement(facts.runnable, failure.statement);
  return [
    {
      severity: 'warning',
      object: `script ${script.path}`,
      message: `the script fails where foreign keys are on: ${failure.message}`,
      why: 'Its tool opens the connection with foreign keys off, as SQLite does, and it is judged so; an application that switches them on, and D1, stop here.',
      fix: 'Drop, delete and rebuild children before their parents.',
      location: failurePlace(script, statement, failure.message),
      data: { code: failure.code, kind: 'enforced' },
    },
  ];
}

function transactionFindings({ script, facts }: ScriptRuns): readonly Finding[] {
  return facts.transactionCommands.map((statement) => ({
    severity: 'error',
    object: `script ${script.path}`,
    message: `${statement.text.split(/\s/, 1)[0]?.toUpperCase() ?? ''} stands in the script`,
    why: 'A script runs in one transaction, all or nothing; a command that ends it makes half of the script permanent, and D1 refuses it.',
    fix: 'Delete the statement: the runner begins and commits the transaction.',
    location: locate(script, statement),
    data: { kind: 'transaction' },
  }));
}

function idlePragmaFindings({ script, facts }: ScriptRuns): readonly Finding[] {
  return facts.idlePragmas.map(({ statement, why }) => ({
    severity: 'warning',
    object: `script ${script.path}`,
    message: `${statement.text} has no effect`,
    why,
    fix: 'Delete it. A rebuild of a table that others refer to needs guard triggers (stepproof explain rows-survive), or, where D1 is no target, the line `-- stepproof: foreign-keys off` at the top.',
    location: locate(script, statement),
    data: { kind: 'idle-pragma' },
  }));
}
