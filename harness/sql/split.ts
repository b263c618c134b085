import type { Statement } from '../model/script.ts';
import { cutPieces, type Unfinished } from './pieces.ts';
import { positionsIn } from './positions.ts';

/** A script's statements, and what is still open where it ends; null when nothing is. */
export interface SplitScript {
  readonly statements: readonly Statement[];
  readonly unfinished: Unfinished | null;
}

/** Cuts a script into its statements, exactly where SQLite's own shell does. What holds no statement is left out. */
export function splitStatements(text: string): SplitScript {
  const { pieces, unfinished } = cutPieces(text);
  const positionAt = positionsIn(text);
  const statements = pieces.flatMap(({ first, last, end }) =>
    first === null ? [] : [{ text: text.slice(first, last), start: first, end, ...positionAt(first) }],
  );
  return { statements, unfinished };
}
