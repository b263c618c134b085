import { shorten } from '../edits.ts';
import type { StepOperator } from '../subject.ts';

/** What can be wrong with a rollback as a whole. */
export const rollbackOperators: readonly StepOperator[] = [
  {
    id: 'rollback-empty',
    *changes({ role, script }) {
      if (role === 'forward') return;
      const what = 'the rollback holds no statement';
      yield { object: `script ${script.path}`, what, sql: 'every statement → nothing', text: '-- Nothing to do.\n' };
    },
  },
  {
    id: 'rollback-of-neighbour',
    *changes({ role, script, neighbours }) {
      if (role === 'forward') return;
      for (const { rollback } of neighbours) {
        if (rollback === null) continue;
        yield {
          object: `script ${script.path}`,
          what: `it holds what ${rollback.path} holds`,
          sql: `${shorten(script.statements[0]?.text ?? '')} → ${shorten(rollback.statements[0]?.text ?? '')}`,
          text: rollback.text,
        };
      }
    },
  },
];
