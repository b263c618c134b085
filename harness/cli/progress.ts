import { isatty } from 'node:tty';
import { tell } from './terminal.ts';

/** Milliseconds that pass before progress is shown: a short run needs none. */
const PATIENCE = 500;
const ERASE_LINE = '\r\u001b[2K';

/** One line on a terminal that says which step a long run is at. */
export interface Progress {
  show(id: string, done: number, total: number): void;
  clear(): void;
}

/** Shows progress on standard error where that is a terminal. */
export function startProgress(quiet: boolean, now: () => number): Progress {
  const started = now();
  let shown = false;
  return {
    show(id, done, total) {
      if (quiet || now() - started < PATIENCE || !isatty(2)) return;
      shown = true;
      tell(`${ERASE_LINE}${done} of ${total} steps proven, at ${id}`);
    },
    clear() {
      if (shown) tell(ERASE_LINE);
    },
  };
}
