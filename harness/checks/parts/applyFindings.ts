import type { Failure } from '../../model/engine.ts';
import type { Finding } from '../../model/finding.ts';
import type { Script } from '../../model/script.ts';
import type { Run, ScriptFacts } from '../../model/step.ts';
import { adviceFor } from './engineAdvice.ts';
import { failurePlace } from './failurePlace.ts';
import { failedStatement, locate } from './outcome.ts';

/** A script as it was run: on a database with rows and on one without. */
export interface ScriptRuns {
  readonly script: Script;
  readonly facts: ScriptFacts;
  readonly empty: Run | null;
  readonly filled: Run | null;
}

/** What is wrong with how a script ran, the same for both directions. */
export function applyFindings(runs: ScriptRuns): readonly Finding[] {
  const onEmpty = runs.empty?.failure ?? null;
  const onFilled = runs.filled?.failure ?? null;
  return [
    ...transactionFindings(runs),
    ...(onEmpty === null ? [] : [failureFinding(runs, onEmpty, onFilled === null ? 'on an empty database' : '')]),
    ...(onFilled === null || onEmpty !== null ? [] : [failureFinding(runs, onFilled, 'on a database with rows')]),
    ...idlePragmaFindings(runs),
  ];
}

function failureFinding({ script, facts }: ScriptRuns, failure: Failure, where: string): Finding {
  const statement = failedStatement(facts.runnable, failure.statement);
  const { why, fix } = adviceFor(failure);
  const place = where === '' ? '' : ` ${where}`;
  const moment = failure.statement === null ? ' when its transaction is committed' : '';
  return {
    severity: 'error',
    object: `script ${script.path}`,
    message: `the script fails${place}${moment}: ${failure.message}`,
    why,
    fix,
    location: failurePlace(script, statement, failure.message),
    data: { code: failure.code, kind: failure.kind, rows: where === 'on a database with rows' },
  };
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
