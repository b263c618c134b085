import { readSchema } from '../inspect/schemaSnapshot.ts';
import type { Engine } from '../model/engine.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { scriptOf } from '../sql/script.ts';

/** A script that grows statement by statement, and the database that it has been run on so far. */
export interface Draft {
  /** The schema as the script has left it. */
  schema(): Promise<SchemaSnapshot>;
  /** Runs statements together; they become part of the script when the engine takes them. Whether it did. */
  run(statements: readonly string[]): Promise<boolean>;
  /** The same, kept only when the schema that they make is as wanted. */
  runIf(statements: readonly string[], isWanted: (schema: SchemaSnapshot) => boolean): Promise<boolean>;
  /** The script; nothing more can be run. */
  end(): Promise<readonly string[]>;
}

/** Starts a script on a database that is its own to change. */
export function startDraft(start: Engine): Draft {
  let engine = start;
  const script: string[] = [];
  const draft: Draft = {
    schema: () => readSchema(engine),

    run: (statements) => draft.runIf(statements, () => true),

    async runIf(statements, isWanted) {
      const trial = await engine.fork();
      const failure = await trial.apply(scriptOf('draft', statements.join('\n')).statements, { foreignKeys: 'on' });
      const isTaken = failure === null && isWanted(await readSchema(trial));
      await (isTaken ? engine : trial).close();
      if (!isTaken) return false;
      engine = trial;
      script.push(...statements);
      return true;
    },

    async end() {
      await engine.close();
      return script;
    },
  };
  return draft;
}
