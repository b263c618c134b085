import type { Statement } from '../../../model/script.ts';
import { keyword } from '../../../sql/keyword.ts';
import { closingParenthesis, commaParts } from '../../../sql/parentheses.ts';
import { tokenize } from '../../../sql/tokens.ts';
import { spanOf } from '../../splice.ts';
import { rebuildCopies } from '../copyText.ts';
import { changeWithin } from '../edits.ts';
import type { StepOperator, Subject } from '../subject.ts';
import { targetOf } from '../target.ts';
import { readWhere, type WhereText } from '../whereText.ts';

/** What can be wrong with the conditions and fallbacks by which statements choose and make values. */
export const conditionOperators: readonly StepOperator[] = [
  {
    id: 'where-drop',
    *changes(subject) {
      for (const { statement, where } of wheresIn(subject)) {
        const edit = { start: where.word.start, end: where.condition.end, text: '' };
        yield changeWithin(subject, statement, 'WHERE removed', [edit]);
      }
    },
  },
  {
    id: 'where-negate',
    *changes(subject) {
      for (const { statement, where } of wheresIn(subject)) {
        const { start, end } = where.condition;
        const edits = [
          { start, end: start, text: 'NOT (' },
          { start: end, end, text: ')' },
        ];
        yield changeWithin(subject, statement, 'WHERE negated', edits);
      }
    },
  },
  {
    id: 'null-guard-drop',
    *changes(subject) {
      for (const statement of subject.script.statements) {
        const tokens = tokenize(statement.text);
        for (const [at, token] of tokens.entries()) {
          if (!['coalesce', 'ifnull'].includes(keyword(token)) || tokens[at + 1]?.text !== '(') continue;
          const close = closingParenthesis(tokens, at + 1);
          const first = commaParts(tokens.slice(at + 2, close))[0];
          if (first === undefined) continue;
          const { start, end } = spanOf(first);
          const edit = { ...spanOf(tokens.slice(at, close + 1)), text: statement.text.slice(start, end) };
          yield changeWithin(subject, statement, `${token.text} removed`, [edit]);
        }
      }
    },
  },
  {
    id: 'null-test-negate',
    *changes(subject) {
      for (const { statement, where } of wheresIn(subject)) {
        for (const [at, token] of where.tokens.entries()) {
          const next = where.tokens[at + 1];
          if (keyword(token) !== 'is' || next === undefined) continue;
          const isNot = keyword(next) === 'not';
          if (keyword(isNot ? where.tokens[at + 2] : next) !== 'null') continue;
          const edit = isNot ? { ...spanOf([next]), text: '' } : { start: token.end, end: token.end, text: ' NOT' };
          yield changeWithin(subject, statement, `IS ${isNot ? 'NOT NULL' : 'NULL'} turned round`, [edit]);
        }
      }
    },
  },
];

/** Those of rows that were there: which rows a script writes into a table of its own shows in the rollback alone. */
function wheresIn(subject: Subject): readonly { readonly statement: Statement; readonly where: WhereText }[] {
  const copies = new Set(rebuildCopies(subject).map(({ statement }) => statement));
  return subject.script.statements.flatMap((statement) => {
    const where = readWhere(statement.text);
    const isOwn = targetOf(tokenize(statement.text))?.verb === 'insert' && !copies.has(statement);
    return where === null || isOwn ? [] : [{ statement, where }];
  });
}
