import { isatty } from 'node:tty';
import { writeAll } from './writeFile.ts';

const STDOUT = 1;
const STDERR = 2;

/** Whether a stream shows colours (https://no-color.org, https://force-color.org); `--no-color` wins over both. */
export function showsColors(fd: number, refused: boolean): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = process.env;
  if (refused || NO_COLOR !== '') return false;
  if (FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return TERM !== 'dumb' && isatty(fd);
}

/** Shows a page on standard output. A reader who has seen enough of it may close the pipe. */
export function show(text: string): void {
  try {
    writeAll(STDOUT, text);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

/** Says something beside the report. A standard error that nobody reads must not end the run. */
export function tell(text: string): void {
  try {
    writeAll(STDERR, text);
  } catch {
    // There is no one left to tell.
  }
}
