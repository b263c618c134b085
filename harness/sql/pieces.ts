/** A stretch of text that ends where SQLite sees the end of a statement; it may hold blanks and comments alone. */
export interface Piece {
  /** Offset of the first token; null when there is none. */
  readonly first: number | null;
  /** Offset behind the last token, the closing semicolon not counted. */
  readonly last: number;
  /** Offset behind the closing semicolon, or behind the text where there is none. */
  readonly end: number;
}

/** What is still open where the text ends, and the offset at which it began. */
export interface Unfinished {
  readonly what: 'string' | 'quoted name' | 'comment' | 'trigger';
  readonly at: number;
}

type State = 'start' | 'inside' | 'explain' | 'create' | 'trigger' | 'semicolon' | 'end';
type Word = 'explain' | 'create' | 'temp' | 'trigger' | 'end' | 'other';

/**
 * The state machine of sqlite3_complete (https://sqlite.org/c3ref/complete.html): it alone tells the semicolons inside
 * a trigger's body from the one that ends it. Blanks and comments change nothing; a semicolon ends the statement
 * except in `trigger` and `semicolon`, the trigger's body.
 */
const AFTER: Readonly<Record<State, Partial<Readonly<Record<Word, State>>> & { readonly other: State }>> = {
  start: { explain: 'explain', create: 'create', other: 'inside' },
  inside: { other: 'inside' },
  explain: { explain: 'inside', create: 'create', temp: 'inside', trigger: 'inside', end: 'inside', other: 'explain' },
  create: { temp: 'create', trigger: 'trigger', other: 'inside' },
  trigger: { other: 'trigger' },
  semicolon: { end: 'end', other: 'trigger' },
  end: { other: 'trigger' },
};

const WORDS: ReadonlyMap<string, Word> = new Map([
  ['explain', 'explain'],
  ['create', 'create'],
  ['temp', 'temp'],
  ['temporary', 'temp'],
  ['trigger', 'trigger'],
  ['end', 'end'],
]);

/** Blanks, comments, quoted texts, words, any other character. Quotes and comments may be open at the end of the text. */
const LEXEME =
  /[ \t\r\n\f]+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'[^']*(?:''[^']*)*'?|"[^"]*(?:""[^"]*)*"?|`[^`]*(?:``[^`]*)*`?|\[[^\]]*\]?|[\w$\u0080-\uffff]+|[\s\S]/g;

/** Cuts a script at the semicolons that end a statement, and tells what is open at its end; null when nothing is. */
export function cutPieces(sql: string): { readonly pieces: readonly Piece[]; readonly unfinished: Unfinished | null } {
  const pieces: Piece[] = [];
  let state: State = 'start';
  let first: number | null = null;
  let last = 0;
  let lexeme = '';
  let at = 0;
  for (const match of sql.matchAll(LEXEME)) {
    lexeme = match[0];
    at = match.index;
    if (isBlank(lexeme)) continue;
    const inBody = state === 'trigger' || state === 'semicolon';
    if (lexeme === ';' && !inBody) {
      pieces.push({ first, last: first === null ? at : last, end: at + 1 });
      first = null;
      state = 'start';
      continue;
    }
    first ??= at;
    last = at + lexeme.length;
    state = lexeme === ';' ? 'semicolon' : (AFTER[state][wordOf(lexeme)] ?? AFTER[state].other);
  }
  if (first !== null) pieces.push({ first, last, end: last });
  const open = openLexeme(lexeme);
  if (open !== null) return { pieces, unfinished: { what: open, at } };
  if (first === null || (state !== 'trigger' && state !== 'semicolon')) return { pieces, unfinished: null };
  return { pieces, unfinished: { what: 'trigger', at: first } };
}

function isBlank(lexeme: string): boolean {
  return ' \t\r\n\f'.includes(lexeme.charAt(0)) || lexeme.startsWith('--') || lexeme.startsWith('/*');
}

function wordOf(lexeme: string): Word {
  return WORDS.get(lexeme.length > 'temporary'.length ? '' : lexeme.toLowerCase()) ?? 'other';
}

const QUOTES: ReadonlyMap<string, Unfinished['what']> = new Map([
  ["'", 'string'],
  ['"', 'quoted name'],
  ['`', 'quoted name'],
  ['[', 'quoted name'],
]);

/** What the last lexeme of a text leaves open. */
function openLexeme(lexeme: string): Unfinished['what'] | null {
  if (lexeme.startsWith('/*')) return lexeme.length > 3 && lexeme.endsWith('*/') ? null : 'comment';
  const quote = lexeme.charAt(0);
  const closed = quote === '[' ? lexeme.endsWith(']') : lexeme.split(quote).length % 2 === 1;
  return closed ? null : (QUOTES.get(quote) ?? null);
}
