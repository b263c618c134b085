/** Exit codes of the signals that end a run; a terminal that closes means what a termination means. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 143 } as const;

export type EndingSignal = keyof typeof EXIT_CODES;

/** The signals caught so far. */
export interface CaughtSignals {
  /** The first of them, null when there was none. */
  first(): EndingSignal | null;
  /** Leaves the signals to their usual effect again. */
  release(): void;
}

/** Calls `onSignal` in place of dying from a signal. */
export function catchSignals(onSignal: () => void): CaughtSignals {
  let first: EndingSignal | null = null;
  const handle = (signal: NodeJS.Signals): void => {
    first ??= signal as EndingSignal;
    onSignal();
  };
  const signals = Object.keys(EXIT_CODES) as EndingSignal[];
  for (const signal of signals) process.on(signal, handle);
  return {
    first: () => first,
    release() {
      for (const signal of signals) process.off(signal, handle);
    },
  };
}

/** What a process that a signal ended answers with. */
export function exitCodeOf(signal: EndingSignal): number {
  return EXIT_CODES[signal];
}
