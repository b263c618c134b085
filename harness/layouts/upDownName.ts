/** What the name of an up or down file says. */
export interface UpDownName {
  /** null: neither; a forward script that is never taken back, as sqlx has them. */
  readonly direction: 'up' | 'down' | null;
  /** The name without direction, dialect and ending. */
  readonly stem: string;
  /** The leading digits; null where the name does not begin with a number, or with a date in parts. */
  readonly version: string | null;
  /** null: the file is for every dialect. */
  readonly dialect: string | null;
  /** Whether the file runs without a transaction, by its name. */
  readonly autocommit: boolean;
}

/** Words by which files of one dialect are marked, and the dialect that each stands for; null: all of them. */
const DIALECTS: ReadonlyMap<string, string | null> = new Map([
  ['all', null],
  ['sqlite', 'sqlite'],
  ['sqlite3', 'sqlite'],
  ['mysql', 'mysql'],
  ['mariadb', 'mysql'],
  ['postgres', 'postgres'],
  ['postgresql', 'postgres'],
  ['pg', 'postgres'],
  ['pgx', 'postgres'],
  ['cockroach', 'cockroach'],
  ['cockroachdb', 'cockroach'],
  ['crdb', 'cockroach'],
  ['mssql', 'mssql'],
  ['sqlserver', 'mssql'],
  ['oracle', 'oracle'],
  ['clickhouse', 'clickhouse'],
]);

/**
 * Reads a file name: `V_name.up.sql`, with the dialect before the direction (pop, Authelia) or behind it, and
 * `.autocommit` before it (https://github.com/ory/x, popx/match.go). null for what is no SQL, or has neither direction
 * nor number.
 */
export function upDownName(name: string): UpDownName | null {
  if (!name.endsWith('.sql')) return null;
  const parts = name.slice(0, -'.sql'.length).split('.');
  const behind = takeDialect(parts);
  const direction = takeWord(parts, 'up') ?? takeWord(parts, 'down');
  const autocommit = takeWord(parts, 'autocommit') !== null;
  const dialect = takeDialect(parts) ?? behind ?? null;
  const stem = parts.join('.');
  const version = versionOf(stem);
  return direction === null && version === null ? null : { direction, stem, version, dialect, autocommit };
}

/** Takes a word from the end of a name's parts, never the only one. */
function takeWord<Word extends string>(parts: string[], word: Word): Word | null {
  if (parts.length < 2 || parts.at(-1) !== word) return null;
  parts.pop();
  return word;
}

/** The same for a word that names a dialect; undefined where there is none. */
function takeDialect(parts: string[]): string | null | undefined {
  const dialect = parts.length < 2 ? undefined : DIALECTS.get(parts.at(-1) ?? '');
  if (dialect !== undefined) parts.pop();
  return dialect;
}

/**
 * The same names with the dialect taken from the end of the stem (`0001_users_sqlite.up.sql`), where two files of one
 * version show that it means the dialect there: a step may as well be about one (`0002_import_from_mysql.up.sql`).
 */
export function withDialectWords<Name extends UpDownName>(names: readonly Name[]): readonly Name[] {
  const worded = names.map((name) => ({ name, word: name.dialect === null ? dialectWord(name.stem) : null }));
  const alike = Map.groupBy(worded, ({ name, word }) => `${name.version} ${name.direction} ${word?.stem ?? name.stem}`);
  const isMeant = [...alike.values()].some(
    (files) => new Set(files.flatMap(({ word }) => word?.dialect ?? [])).size > 1,
  );
  return isMeant ? worded.map(({ name, word }) => ({ ...name, ...word })) : names;
}

/** A stem that ends with a word for a dialect, without it. */
function dialectWord(stem: string): Pick<UpDownName, 'stem' | 'dialect'> | null {
  const [, rest, word] = /^(.+)[_-]([a-z0-9]+)$/.exec(stem) ?? [];
  const dialect = DIALECTS.get(word ?? '');
  return rest === undefined || dialect === undefined ? null : { stem: rest, dialect };
}

/** A date in parts (2024-05-01) is no number: all of a year would have the same. */
function versionOf(stem: string): string | null {
  return /^[vV]?(\d+)(?!\d|[-.]\d\d[-.]\d\d)/.exec(stem)?.[1] ?? null;
}
