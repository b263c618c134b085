import { foldName } from '../../../inspect/foldName.ts';
import { readPassages } from '../../../sql/passages.ts';
import { tokenize } from '../../../sql/tokens.ts';
import { splice } from '../../splice.ts';
import { withoutStatements } from '../edits.ts';
import type { StepOperator } from '../subject.ts';
import { targetOf } from '../target.ts';

/** What can be missing of that which keeps rows safe while a table is away. */
export const guardOperators: readonly StepOperator[] = [
  {
    // A trigger or an index that stands only while the script runs.
    id: 'guard-drop',
    *changes(subject) {
      const known = subject.script.statements.map((statement) => {
        const target = targetOf(tokenize(statement.text));
        return { statement, target, key: `${target?.kind} ${foldName(target?.name ?? '')}` };
      });
      for (const [at, { statement, target, key }] of known.entries()) {
        if (target?.verb !== 'create' || (target.kind !== 'trigger' && target.kind !== 'index')) continue;
        const end = known.slice(at).find((other) => other.target?.verb === 'drop' && other.key === key);
        if (end === undefined) continue;
        yield withoutStatements(subject, `${target.kind} ${target.name} left out`, [statement, end.statement]);
      }
    },
  },
  {
    id: 'foreign-keys-directive-drop',
    *changes({ script }) {
      if (!script.directives.some(({ kind }) => kind === 'foreign-keys-off')) return;
      const comment = readPassages(script.text).find(({ text }) => /stepproof:\s*foreign-keys/i.test(text));
      if (comment === undefined) return;
      const { start, end, text } = comment;
      yield {
        object: `script ${script.path}`,
        what: 'it runs with foreign keys on',
        sql: `${text} → nothing`,
        text: splice(script.text, [{ start, end, text: '' }]),
      };
    },
  },
];
