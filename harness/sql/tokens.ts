/**
 * What SQLite's tokenizer makes of a text (https://sqlite.org/src/file/src/tokenize.c), without blanks and comments.
 * `name` is a quoted identifier ("…", `…`, […]), `word` a bare identifier or keyword.
 */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'blob' | 'number' | 'parameter' | 'punctuation';
  /** As written. */
  readonly text: string;
  /** Words and names without their quotes, strings unescaped; the text itself for the others. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const BLANKS = /(?:[ \t\n\f\r\ufeff]+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))*/y;

/** In the order of trial. Unterminated quotes run to the end of the text. */
const LEXEMES: readonly RegExp[] = [
  /[xX]'[^']*'?/,
  /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/,
  /'[^']*(?:''[^']*)*'?/,
  /"[^"]*(?:""[^"]*)*"?|`[^`]*(?:``[^`]*)*`?|\[[^\]]*\]?/,
  /0[xX][0-9a-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/,
  /\?\d*|[$:@#](?:[\w$\u0080-\uffff]|::)+(?:\([^\s)]*\))?/,
  /\|\||->>?|<<|>>|<=|>=|<>|==|!=|[\s\S]/,
];

const TOKEN = new RegExp(LEXEMES.map(({ source }) => source).join('|'), 'y');

/** Cuts SQL text into tokens. */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = endOf(BLANKS, sql, 0);
  while (start < sql.length) {
    const end = endOf(TOKEN, sql, start);
    const text = sql.slice(start, end);
    const kind = kindOf(text);
    tokens.push({ kind, text, value: unquote(kind, text), start, end });
    start = endOf(BLANKS, sql, end);
  }
  return tokens;
}

function endOf(pattern: RegExp, sql: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(sql);
  return pattern.lastIndex;
}

function kindOf(text: string): Token['kind'] {
  switch (text.charAt(0)) {
    case "'":
      return 'string';
    case '"':
    case '`':
    case '[':
      return 'name';
    case '?':
      return 'parameter';
    case '$':
    case ':':
    case '@':
    case '#':
      return text.length > 1 ? 'parameter' : 'punctuation';
    case '.':
      return text.length > 1 ? 'number' : 'punctuation';
    case 'x':
    case 'X':
      return text.charAt(1) === "'" ? 'blob' : 'word';
    default:
      if (/^\d/.test(text)) return 'number';
      return /^[\w\u0080-\uffff]/.test(text) ? 'word' : 'punctuation';
  }
}

function unquote(kind: Token['kind'], text: string): string {
  if (kind !== 'string' && kind !== 'name') return text;
  const quote = text.charAt(0);
  if (quote === '[') return text.slice(1, text.endsWith(']') ? -1 : undefined);
  const inner = text.slice(1, text.length > 1 && text.endsWith(quote) ? -1 : undefined);
  return inner.includes(quote) ? inner.replaceAll(quote + quote, quote) : inner;
}
