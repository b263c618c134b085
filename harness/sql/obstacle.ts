import { tokenize } from './tokens.ts';

/**
 * What a statement needs that SQLite alone does not have: a function, module or collation that the application
 * registers, a value that its tool fills in, or another database.
 */
export interface Obstacle {
  readonly kind: 'function' | 'module' | 'collation' | 'placeholder' | 'dialect';
  /** The function, module or collation by name, the placeholder as written, or the database. */
  readonly subject: string;
  /** The words that give another database away; '' for the other kinds. */
  readonly mark: string;
}

/** What stands in the way of a statement that SQLite refused with this message; null when it is simply wrong. */
export function obstacleOf(statement: string, message: string): Obstacle | null {
  for (const [kind, pattern] of MISSING) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return { kind, subject: name, mark: '' };
  }
  if (!UNREADABLE.test(message)) return null;
  const bare = withoutStrings(statement);
  const placeholder = PLACEHOLDER.exec(bare)?.[0];
  if (placeholder !== undefined) return { kind: 'placeholder', subject: placeholder, mark: '' };
  if (isEscaped(statement)) return { kind: 'dialect', subject: 'MySQL', mark: "\\'" };
  for (const [subject, pattern] of DIALECTS) {
    const mark = pattern.exec(bare)?.[0];
    if (mark !== undefined) return { kind: 'dialect', subject, mark };
  }
  return null;
}

/** SQLite's own words (measured). */
const MISSING: readonly (readonly [Obstacle['kind'], RegExp])[] = [
  ['function', /no such function: (\w+)/],
  ['module', /no such module: (\w+)/],
  ['collation', /no such collation sequence: (\w+)/],
];

const UNREADABLE = /syntax error|unrecognized token|Missing named parameters/;

/** Jinja, Handlebars and Go; shells, Flyway and JavaScript; Python; ERB; and parameters by name. */
const PLACEHOLDER = /\{\{.*?\}\}|\$\{.*?\}|%\(\w+\)s|<%.*?%>|(?<![\w:])[:@$][A-Za-z_]\w*/s;

/**
 * Words that the grammar of SQLite has no place for and that only users of the other database write. What SQLite's own
 * users write by mistake (DROP TABLE … CASCADE, ADD COLUMN IF NOT EXISTS) is none of them.
 */
const DIALECTS: readonly (readonly [string, RegExp])[] = [
  [
    'MySQL',
    /\bENGINE\s*=\s*\w+|\bAUTO_INCREMENT\s*=|\bDEFAULT\s+CHARSET\b|\bDELIMITER\b|\bSET\s+NAMES\b|(?<!\bAS\s)\bENUM\s*\(/i,
  ],
  ['MySQL', /\bON\s+DUPLICATE\s+KEY\b|\bON\s+UPDATE\s+CURRENT_TIMESTAMP\b|\b(?:UNIQUE\s+)?KEY\s+`/i],
  ['PostgreSQL', /::\s*\w+|\$\$|\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:EXTENSION|TYPE|SEQUENCE|FUNCTION|SCHEMA|DOMAIN)\b/i],
  ['PostgreSQL', /\bCOMMENT\s+ON\b|\bUSING\s+(?:gin|gist|btree|hash)\b|\bINDEX\s+CONCURRENTLY\b|\bDO\s+\$/i],
  ['SQL Server', /\bNVARCHAR\s*\(\s*MAX\s*\)|\bEXEC\s+sp_\w+/i],
];

/** The statement without what stands in quotes and comments. */
function withoutStrings(statement: string): string {
  let end = 0;
  return tokenize(statement)
    .map((token) => {
      const gap = token.start > end ? ' ' : '';
      end = token.end;
      return `${gap}${token.kind === 'string' ? "''" : token.text}`;
    })
    .join('');
}

/** A quote behind a backslash ends the string in SQLite, and a word follows where none can stand. */
function isEscaped(statement: string): boolean {
  return tokenize(statement).some(({ kind, text }) => kind === 'string' && text.endsWith("\\'"));
}
