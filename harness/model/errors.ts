import type { Position } from './script.ts';

/** A place in a file that an error or a finding is about. */
export interface Location extends Position {
  readonly file: string;
}

/** Why it could not be done, what to do, and where. */
export interface ErrorDetail {
  readonly why?: string;
  readonly fix?: string;
  readonly location?: Location | null;
}

/** What stepproof could not do: ends in exit code 2. Anything else that is thrown is a bug of ours. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;
  readonly detail: ErrorDetail;

  constructor(code: string, message: string, detail: ErrorDetail = {}) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

/** A statement that the engine refused; `code` is SQLite's extended result code by name. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
