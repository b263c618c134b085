import type { ReportedError } from '../model/report.ts';
import { codeFrame } from './codeFrame.ts';
import { labelled } from './labelled.ts';
import type { Paint } from './paint.ts';
import { place } from './place.ts';
import { printable } from './printable.ts';

/** What stepproof could not do: what, where with a frame, why, what to do. */
export function errorText(
  error: ReportedError,
  source: (file: string) => string | null,
  paint: Paint,
): readonly string[] {
  const text = error.location === null ? null : source(error.location.file);
  const frame = error.location === null || text === null ? [] : codeFrame(text, error.location);
  return [
    `${paint('bad', `error[${error.code}]:`)} ${printable(error.message)}`,
    ...(error.location === null ? [] : labelled('at', place(error.location))),
    ...frame.map((line) => `    ${line}`),
    ...(error.why === '' ? [] : labelled('why', error.why)),
    ...(error.fix === '' ? [] : labelled('fix', error.fix)),
  ];
}
