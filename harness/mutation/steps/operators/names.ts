import { foldName } from '../../../inspect/foldName.ts';
import type { SchemaSnapshot } from '../../../model/schema.ts';
import { keyword } from '../../../sql/keyword.ts';
import { quoteIdentifier } from '../../../sql/quote.ts';
import { tokenize } from '../../../sql/tokens.ts';
import { changeWithin } from '../edits.ts';
import type { StepOperator } from '../subject.ts';
import { type Target, targetOf } from '../target.ts';

/** Wrong names that IF EXISTS and IF NOT EXISTS pass over in silence. */
export const nameOperators: readonly StepOperator[] = [
  {
    id: 'drop-other-name',
    *changes(subject) {
      for (const statement of subject.script.statements) {
        const tokens = tokenize(statement.text);
        const target = targetOf(tokens);
        if (target?.verb !== 'drop') continue;
        const edit = { start: 0, end: statement.text.length, text: '' };
        const name = quoteIdentifier(`${target.name}_`);
        const text = `DROP ${target.kind.toUpperCase()} IF EXISTS ${name}`;
        yield changeWithin(subject, statement, `${name} is dropped, if it exists`, [{ ...edit, text }]);
      }
    },
  },
  {
    // Once for each kind: nothing but the name is looked at, whatever is created.
    id: 'create-hidden',
    *changes(subject) {
      const done = new Set<string>();
      for (const statement of subject.script.statements) {
        const tokens = tokenize(statement.text);
        const target = targetOf(tokens);
        if (target?.verb !== 'create' || done.has(target.kind)) continue;
        const other = namesOf(subject.start, target.kind).find((name) => foldName(name) !== foldName(target.name));
        const word = tokens.find((token) => keyword(token) === target.kind);
        const name = tokens[target.next - 1];
        if (other === undefined || word === undefined || name === undefined) continue;
        done.add(target.kind);
        const text = ` IF NOT EXISTS ${quoteIdentifier(other)}`;
        const edit = { start: word.end, end: name.end, text };
        yield changeWithin(subject, statement, `it has the name of ${target.kind} ${other}, and IF NOT EXISTS`, [edit]);
      }
    },
  },
];

function namesOf({ tables, indexes, views, triggers }: SchemaSnapshot, kind: Target['kind']): readonly string[] {
  const objects = { table: tables, index: indexes, view: views, trigger: triggers }[kind];
  return objects.map(({ name }) => name);
}
