/** What wrangler read as one: comments, quoted texts, what it took for a dollar quote of PostgreSQL, words, else a character. */
const PIECE =
  /(?<line>--[^\n]*(?:\n|$))|(?<block>\/\*[\s\S]*?(?:\*\/|$))|'[^']*'?|"[^"]*"?|`[^`]*`?|(?<tag>\$[\p{L}0-9_]*\$)[\s\S]*?(?:\k<tag>|$)|\$[\p{L}0-9_]*[\s\S]?|[^\s;'"`$/-]+|[\s\S]/gu;

/** As much of a text as the longest of the words that it looked for needs, with a blank on both sides. */
const WORD = ' BEGIN '.length;

/** How wrangler cut a script into statements up to release 4.135. */
export interface WranglerCuts {
  /** Offsets behind the semicolons that ended a statement for it. */
  readonly cuts: readonly number[];
  /** Offsets of the comments that it took out from between two words, so that they became one. */
  readonly glued: readonly number[];
}

/**
 * Cuts a script by the rules that wrangler had for `d1 migrations apply` on the local database up to release 4.135
 * (https://github.com/cloudflare/workers-sdk, packages/wrangler/src/d1/splitter.ts). BEGIN or CASE between blanks opens
 * a block, END behind a blank and before a blank or semicolon closes one, and a semicolon ends a statement outside of
 * all blocks. Comments were taken out; brackets did not quote. Later releases cut where SQLite does.
 */
export function wranglerCuts(text: string): WranglerCuts {
  const cuts: number[] = [];
  const glued: number[] = [];
  let open = 0;
  let tail = '';
  let comment: number | null = null;
  for (const { 0: piece, index, groups } of text.matchAll(PIECE)) {
    if (open > 0 && /\sEND[;\s]$/i.test(tail + piece.charAt(0))) open -= 1;
    if (groups?.['block'] !== undefined) comment ??= index;
    else {
      if (comment !== null && /\w$/.test(tail) && /^\w/.test(piece)) glued.push(comment);
      comment = null;
      tail = (tail + (groups?.['line'] === undefined ? piece : '\n')).slice(-WORD);
    }
    if (piece === ';' && open === 0) {
      cuts.push(index + 1);
      tail = '';
    }
    if (/\s(?:BEGIN|CASE)\s$/i.test(tail)) open += 1;
  }
  return { cuts, glued };
}
