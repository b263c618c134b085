import { type ConstraintKind, ConstraintViolation } from './errors.ts';

const kinds: Readonly<Record<string, ConstraintKind>> = {
  SQLITE_CONSTRAINT_UNIQUE: 'unique',
  SQLITE_CONSTRAINT_PRIMARYKEY: 'unique',
  SQLITE_CONSTRAINT_NOTNULL: 'not-null',
  SQLITE_CONSTRAINT_CHECK: 'check',
  SQLITE_CONSTRAINT_FOREIGNKEY: 'foreign-key',
};

const sentences: Readonly<Record<ConstraintKind, (subject: string) => string>> = {
  unique: (subject) => `${subject}: another row has the same value already.`,
  'not-null': (subject) => `${subject}: a value is required.`,
  check: (subject) => `${subject}: the value is not allowed.`,
  'foreign-key': () => 'A row would point to a row that does not exist.',
};

/**
 * The readable form of an error of SQLite's constraints, null for any other error. Told by the extended result code
 * (https://sqlite.org/rescode.html); the text behind `constraint failed:` names the columns or the CHECK.
 */
export function constraintViolation(error: unknown): ConstraintViolation | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const kind = kinds[error.code];
  if (kind === undefined) return null;
  const subject = /constraint failed: (.+)$/s.exec(error.message)?.[1] ?? null;
  return new ConstraintViolation(kind, subject, sentences[kind](subject ?? ''), error);
}
