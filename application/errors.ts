/** Which kind of rule a write broke. */
export type ConstraintKind = 'unique' | 'not-null' | 'check' | 'foreign-key';

/**
 * A write that the schema refuses. `subject` is what SQLite names: `users.email`, or the name of a CHECK; null for
 * foreign keys, of which SQLite says nothing.
 */
export class ConstraintViolation extends Error {
  override readonly name = 'ConstraintViolation';
  readonly kind: ConstraintKind;
  readonly subject: string | null;

  constructor(kind: ConstraintKind, subject: string | null, message: string, cause: unknown) {
    super(message, { cause });
    this.kind = kind;
    this.subject = subject;
  }
}

/** Other connections kept the database locked for as long as `write` was willing to wait; nothing was written. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy';
}

/** A job that is not in the state that the step needs; nothing was written. */
export class JobNotReady extends Error {
  override readonly name = 'JobNotReady';
}
