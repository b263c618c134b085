import type { Location } from '../model/errors.ts';
import type { ReportedError } from '../model/report.ts';

/** An error with every key in its place. */
export function orderedError({ code, message, why, fix, location }: ReportedError): ReportedError {
  return { code, message, why, fix, location: orderedLocation(location) };
}

/** A place with every key in its own. */
export function orderedLocation(location: Location | null): Location | null {
  return location && { file: location.file, line: location.line, column: location.column };
}
