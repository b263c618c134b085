import type { SchemaObject, SchemaSnapshot } from '../../model/schema.ts';
import type { Migration, Script, Statement } from '../../model/script.ts';

/** One script of a step, as the operators see it. */
export interface Subject {
  readonly migration: Migration;
  readonly role: 'forward' | 'rollback';
  readonly script: Script;
  /** The schema that the script finds. */
  readonly start: SchemaSnapshot;
  /** The schema that it leaves. */
  readonly end: SchemaSnapshot;
  /** The statement by which the script makes each object that it leaves. */
  readonly definitions: ReadonlyMap<SchemaObject, Statement>;
  /** The steps below and above. */
  readonly neighbours: readonly Migration[];
}

/** A script with one thing otherwise. */
export interface StepChange {
  /** For example `table users`, `script migrations/0002_posts.sql`. */
  readonly object: string;
  /** What is otherwise, for a person. */
  readonly what: string;
  /** What was changed, before and after. */
  readonly sql: string;
  /** The whole script. */
  readonly text: string;
  /** The whole other script of the pair, where the change takes both. */
  readonly counterpart?: string;
}

/** One way to damage a step. */
export interface StepOperator {
  readonly id: string;
  changes(subject: Subject): Iterable<StepChange>;
}
