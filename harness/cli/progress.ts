import { isatty } from 'node:tty';
import { counted } from '../reporters/counted.ts';
import { tell } from './terminal.ts';

/** Milliseconds that pass before progress is shown: a short run needs none. */
const PATIENCE = 500;
const ERASE_LINE = '\r\u001b[2K';
const BAR_WIDTH = 24;

/** One line on a terminal that says how far a long run has come. */
export interface Progress {
  show(id: string, done: number, total: number): void;
  counted(done: number, total: number, noun: string): void;
  judged(done: number, total: number): void;
  clear(): void;
}

/** Shows progress on standard error where that is a terminal. */
export function startProgress(quiet: boolean, now: () => number): Progress {
  const started = now();
  let shown = '';
  const draw = (line: string): void => {
    if (line === shown || quiet || now() - started < PATIENCE || !isatty(2)) return;
    shown = line;
    tell(ERASE_LINE + line);
  };
  return {
    show: (id, done, total) => draw(`${done} of ${total} steps proven, at ${id}`),
    counted: (done, total, noun) => draw(`${bar(done, total)} ${counted(total, noun)}`),
    judged: (done, total) => draw(total === 0 ? 'making mutants' : `${bar(done, total)} ${counted(total, 'mutant')}`),
    clear() {
      if (shown !== '') tell(ERASE_LINE);
    },
  };
}

/** `████████░░░░░░░░░░░░░░░░ 33 % of`. */
export function bar(done: number, total: number): string {
  const share = done / total;
  const full = Math.floor(share * BAR_WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)} % of`;
}
