import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { Script } from '../model/script.ts';
import type { ScriptFacts, State } from '../model/step.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

/** A script that stops after any of its statements leaves the database as it was. */
export const interruptionLeavesNoTrace: Check = {
  id: 'interruption-leaves-no-trace',
  summary:
    'Stopped after any of its statements, a script leaves schema, rows, pragmas and temporary objects as before.',

  async run({ step, fork }) {
    const { migration, before, forward, forwardFacts, rollbackFacts } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const interrupt = async (state: State, script: Script, { runnable }: ScriptFacts): Promise<Outcome> => {
      // Statements that commit one by one, by the word of the script or its tool, stay when a later one fails.
      if (script.transaction === 'none') return { cases: 0, findings: [] };
      const off = script.directives.some(({ kind }) => kind === 'foreign-keys-off');
      const engine = await fork(state);
      const stops = await engine.interrupt(runnable, { foreignKeys: off ? 'off' : 'on' });
      const first = stops.find(({ left }) => left.length > 0);
      if (first === undefined) return { cases: stops.length, findings: [] };
      const finding: Finding = {
        severity: 'error',
        object: `script ${script.path}`,
        message: `stopped after statement ${first.statements}, the script leaves behind: ${first.left.join('; ')}`,
        why: 'A rollback of the transaction does not undo it: whatever uses the connection next works under other rules.',
        fix: 'Leave the pragma out of the script, or set it on the connection before the transaction begins.',
        location: locate(script, runnable[first.statements - 1]),
        data: { statements: first.statements, left: first.left },
      };
      return { cases: stops.length, findings: [finding] };
    };
    const up = await interrupt(before, migration.forward, forwardFacts);
    const down =
      migration.rollback === null || rollbackFacts === null
        ? { cases: 0, findings: [] }
        : await interrupt(forward.state, migration.rollback, rollbackFacts);
    const cases = up.cases + down.cases;
    const reason =
      migration.forward.transaction === 'none'
        ? 'each statement commits by itself here'
        : 'neither script holds a statement';
    return cases === 0 ? skip(reason) : tried(cases, [...up.findings, ...down.findings]);
  },
};

interface Outcome {
  readonly cases: number;
  readonly findings: readonly Finding[];
}
