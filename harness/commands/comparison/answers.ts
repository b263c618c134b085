import type { BehaviourDifference, Treatment } from '../../model/comparison.ts';
import type { TrialKind } from '../../mutation/trial.ts';
import { literalStatement } from '../../sql/literalStatement.ts';
import type { Answer, Asked } from './asked.ts';

/** What a question is about, for a person. */
const WORDS: Readonly<Partial<Record<TrialKind, string>>> = {
  row: 'a row like any other',
  value: 'how a value is stored',
  default: 'a column that is left out',
  comparison: 'how values are compared',
  constraint: 'what a conflict takes back',
  view: 'what the view shows',
  trigger: 'what a trigger does',
  cascade: 'rows whose parent goes or gets another key',
};

/**
 * One difference of each kind for each table. `known`: differences between single rows; where they tell something about
 * a table already, more of its rows would show the same, and its foreign key tells why a parent may not go.
 */
export function answerDifferences(
  asked: readonly Asked[],
  known: readonly BehaviourDifference[],
): readonly BehaviourDifference[] {
  const first = new Map<string, Asked>();
  for (const one of asked) {
    const { question, name } = one;
    const isTold = known.some(({ table, constraint }) => {
      if (table.toLowerCase() !== name.toLowerCase()) return false;
      return question.kind === 'cascade' ? constraint.startsWith('FOREIGN KEY') : ABOUT_ROWS.has(question.kind);
    });
    const key = `${question.kind} ${name.toLowerCase()}`;
    if (!isTold && !first.has(key)) first.set(key, one);
  }
  return [...first.values()].map(differenceOf);
}

const ABOUT_ROWS: ReadonlySet<TrialKind> = new Set(['row', 'value', 'default', 'comparison', 'constraint']);

function differenceOf({ question, name, own, other }: Asked): BehaviourDifference {
  const { statements, read, kind } = question;
  const written = statements.map(({ text, values }) => literalStatement(text, values ?? []));
  return {
    table: name,
    constraint: '',
    row: WORDS[kind] ?? kind,
    setUp: written.slice(0, -1),
    statement: written.at(-1) ?? '',
    reads: `${read};`,
    a: treatmentOf(own),
    b: treatmentOf(other),
  };
}

function treatmentOf(answer: Answer): Treatment {
  if (answer.code === null) return { outcome: 'accepted', code: null, message: null, result: answer.result };
  return { outcome: 'refused', code: answer.code, message: answer.message, result: null };
}
