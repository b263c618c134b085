/** What one phase of a process took, in seconds, and the largest resident size that the process had until its end. */
export interface Phase {
  readonly what: string;
  readonly cpu: number;
  readonly wall: number;
  readonly peakMiB: number;
}

/** Runs phases one after the other and remembers what each took. */
export interface Stopwatch {
  readonly phases: readonly Phase[];
  run<Result>(what: string, phase: () => Promise<Result> | Result): Promise<Result>;
}

export function stopwatch(): Stopwatch {
  const phases: Phase[] = [];
  return {
    phases,
    async run(what, phase) {
      const [used, start] = [process.cpuUsage(), performance.now()];
      const result = await phase();
      const { user, system } = process.cpuUsage(used);
      phases.push({
        what,
        cpu: (user + system) / 1e6,
        wall: (performance.now() - start) / 1e3,
        peakMiB: process.resourceUsage().maxRSS / 1024,
      });
      return result;
    },
  };
}
