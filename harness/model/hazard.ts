import type { Finding } from './finding.ts';
import type { Migration, Script } from './script.ts';
import type { MetStatement, WrittenSchema } from './written.ts';

/** A script as hazards read it: its text alone, and what the text of the scripts before it makes of the schema. */
export interface HazardContext {
  readonly migration: Migration;
  readonly script: Script;
  readonly direction: 'forward' | 'rollback';
  readonly statements: readonly MetStatement[];
  /** The schema before the step: for a rollback the one that it is to restore. */
  readonly ground: WrittenSchema;
  /** D1 is one of the engines that the project names: its limits and refusals count. */
  readonly forD1: boolean;
}

/** One danger that a script's text shows. It returns findings, never prints, and never throws for a bad migration. */
export interface Hazard {
  /** Also its file name and its page in docs/hazards; what `-- stepproof: ignore` names. */
  readonly id: string;
  /** The danger as one sentence. */
  readonly summary: string;
  /** It is a danger on D1 alone. */
  readonly onlyOnD1?: boolean;
  look(context: HazardContext): readonly Finding[];
}
