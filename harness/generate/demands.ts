import type { SqlValue } from '../model/value.ts';
import { EVERY_NUMBER, type Range } from './range.ts';
import type { TextPattern } from './textPattern.ts';

/** What the constraints of a table ask of one column, as far as their text tells; a guess that the engine judges. */
export interface Demands {
  /** The values that it is limited to; empty: not limited. */
  readonly only: readonly SqlValue[];
  /** Nothing but these (and NULL) can be right. */
  readonly isComplete: boolean;
  /** Values that something about the table depends on. */
  readonly hints: readonly SqlValue[];
  readonly range: Range;
  readonly length: Range;
  /** Number of elements of a JSON array. */
  readonly elements: Range;
  readonly patterns: readonly TextPattern[];
  /** The only characters that a text may hold; null: any. */
  readonly alphabet: string | null;
  readonly letters: 'upper' | 'lower' | null;
  readonly storage: string | null;
  /** Type of a JSON document by the name that `json_type` has for it. */
  readonly json: string | null;
  /** What a JSON document holds, by path; null: any word. */
  readonly paths: ReadonlyMap<string, SqlValue>;
  /** Format of a time, in the language of `strftime`. */
  readonly time: string | null;
  /** Remainder by divisor. */
  readonly remainder: { readonly divisor: number; readonly rest: number } | null;
  /** Columns that it is compared with, in lower case. */
  readonly comparedWith: readonly string[];
}

/** Nothing is asked of a column. */
export const NO_DEMANDS: Demands = {
  only: [],
  isComplete: false,
  hints: [],
  range: EVERY_NUMBER,
  length: EVERY_NUMBER,
  elements: EVERY_NUMBER,
  patterns: [],
  alphabet: null,
  letters: null,
  storage: null,
  json: null,
  paths: new Map(),
  time: null,
  remainder: null,
  comparedWith: [],
};
