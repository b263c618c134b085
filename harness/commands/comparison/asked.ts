import { foldName } from '../../inspect/foldName.ts';
import { type Trial as Question, valueRead } from '../../mutation/trial.ts';
import { trialsOf } from '../../mutation/trialsOf.ts';
import { isMissing } from './missing.ts';
import type { RowOptions } from './repertoire.ts';
import type { Side } from './side.ts';
import type { Stage } from './stage.ts';

/** What a schema answers: it refuses with a code, and a message where that is a trigger's own, or it reads something. */
export type Answer =
  | { readonly code: string; readonly message: string | null }
  | { readonly code: null; readonly result: string };

/** A question that two schemas answer differently: what follows an update or a delete, a default, a view, a trigger. */
export interface Asked {
  readonly question: Question;
  /** The table or view that it is about, as it is written. */
  readonly name: string;
  readonly own: Answer;
  readonly other: Answer;
}

/** The questions that were asked, and those that were answered differently. */
export interface Answers {
  readonly count: number;
  readonly differing: readonly Asked[];
}

/**
 * Asks both databases what follows from the schema that the stage belongs to, except what is about `absent` tables (in
 * lower case). Plans are left out: which index serves a query is no behaviour.
 */
export async function askBoth(
  { schema }: Side,
  stage: Stage,
  absent: ReadonlySet<string>,
  options: RowOptions,
): Promise<Answers> {
  const questions = (await trialsOf(stage.own, schema, options)).filter(
    ({ kind, statements, about }) =>
      kind !== 'plan' && (kind !== 'row' || statements.length > 0) && !about.some((name) => absent.has(name)),
  );
  const objects = [...schema.tables, ...schema.views];
  const differing: Asked[] = [];
  for (const question of questions) {
    const own = answerOf(await question.observe(stage.own));
    const other = answerOf(await question.observe(stage.other));
    if (own === null || other === null || JSON.stringify(own) === JSON.stringify(other)) continue;
    const named = question.about.flatMap((name) => objects.find((object) => foldName(object.name) === name) ?? []);
    differing.push({ question, name: named[0]?.name ?? '', own, other });
  }
  return { count: questions.length, differing };
}

/** null where something is missing that the question names: of that, structure tells. */
function answerOf(answered: string): Answer | null {
  const result = valueRead(answered);
  if (result !== null) return { code: null, result };
  const [, code, message] = /^(SQLITE_\w+)(?:: (.*))?$/s.exec(answered) ?? [];
  if (code === undefined) return { code: null, result: answered };
  return isMissing(code, message ?? null) ? null : { code, message: message ?? null };
}
