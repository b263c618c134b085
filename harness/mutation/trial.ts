import { explain, planLines } from '../inspect/queryPlan.ts';
import type { BoundStatement, Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { BoundQuery } from '../model/query.ts';

/** What kind of question told a mutant from the original. */
export type TrialKind =
  | 'row'
  | 'constraint'
  | 'value'
  | 'default'
  | 'comparison'
  | 'plan'
  | 'view'
  | 'trigger'
  | 'cascade';

/** A question about behaviour that the original and a mutant may answer differently. */
export interface Trial {
  readonly kind: TrialKind;
  /** Objects that it is about, in lower case. */
  readonly about: readonly string[];
  /** The question as SQL. */
  readonly text: string;
  /** What is written first. */
  readonly statements: readonly BoundStatement[];
  /** The query whose answer counts. */
  readonly read: string;
  /** What the engine answers, as text; the database is as before. */
  observe(engine: Engine): Promise<string>;
}

/**
 * A trial that writes something and reads one value. The value leaves the transaction in the message of an error that
 * takes everything back: `json_extract` quotes the path that it does not understand (https://sqlite.org/json1.html).
 */
export function writeTrial(
  kind: TrialKind,
  about: readonly string[],
  statements: readonly BoundStatement[],
  read: string,
): Trial {
  // What has a value is compiled once, however many trials read the same.
  const end = { text: `SELECT json_extract('{}', ? || coalesce((${read}), 'nothing'))`, values: ['read '] };
  return {
    kind,
    about,
    text: [...statements.map(statementText), read].join('; '),
    statements,
    read,
    async observe(engine) {
      const failure = await engine.apply([...statements, end], { foreignKeys: 'on' });
      return failure === null ? 'nothing' : answerOf(failure);
    },
  };
}

/** The value that a trial which writes something read in the end; null where it was refused. */
export function valueRead(answered: string): string | null {
  const found = /^SQLITE_ERROR: bad JSON path: 'read (.*)'$/s.exec(answered);
  return found?.[1]?.replaceAll("''", "'") ?? null;
}

/** A trial that compiles a query and looks at its plan. */
export function planTrial(about: readonly string[], query: BoundQuery): Trial {
  return {
    kind: 'plan',
    about,
    text: query.text,
    statements: [],
    read: query.text,
    observe: (engine) => answer(async () => planLines(await explain(engine, query)).join('; ')),
  };
}

/** The answer, or what the engine said instead. */
export async function answer(ask: () => Promise<string>): Promise<string> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SqlError) return answerOf(error);
    throw error;
  }
}

/** How SQLite words the refusal of a constraint follows its text: only what a trigger says itself is behaviour. */
function answerOf({ code, message }: { readonly code: string; readonly message: string }): string {
  const isWorded = code.startsWith('SQLITE_CONSTRAINT') && code !== 'SQLITE_CONSTRAINT_TRIGGER';
  return isWorded ? code : `${code}: ${message}`;
}

/** A statement with its values, for a person. */
export function statementText({ text, values = [] }: BoundStatement): string {
  const shown = values.map((value) =>
    value instanceof Uint8Array ? `x'${Buffer.from(value).toString('hex')}'` : String(value),
  );
  return shown.length === 0 ? text : `${text} [${shown.join(', ')}]`;
}
