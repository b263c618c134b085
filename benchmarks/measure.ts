import { spawnSync } from 'node:child_process';

/** A program with its arguments, and the folder that it runs in. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
}

/** What one run of a command took: seconds, and the memory of its largest process where that could be measured. */
export interface Cost {
  /** User and system time of the process and of every descendant that was waited for. */
  readonly cpu: number;
  readonly wall: number;
  readonly peakMiB: number | null;
}

const GNU_TIME = '/usr/bin/time';

/** Whether GNU time is there: bash knows the time that a tree of processes took, but not its memory. */
export function canMeasureMemory(): boolean {
  const version = spawnSync(GNU_TIME, ['--version'], { encoding: 'utf8' });
  return `${version.stdout}${version.stderr}`.includes('GNU');
}

/**
 * Runs a command and says what it took. bash's `time` reads getrusage of the finished tree to the millisecond, where
 * GNU time and /proc round to hundredths, too coarse for a floor of a tenth of a second. Throws when the command fails.
 */
export function measure(command: Command, withMemory: boolean): Cost {
  const words = [command.program, ...command.args];
  const run = spawnSync(
    'bash',
    ['-c', `TIMEFORMAT='%3R %3U %3S'; time "$@"`, 'bash', ...(withMemory ? [GNU_TIME, '-f', '%M'] : []), ...words],
    {
      cwd: command.folder,
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    },
  );
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`${words.join(' ')} ended with code ${run.status}:\n${run.stderr}`);
  return readCost(run.stderr, withMemory);
}

/** Both programs write behind everything that the command itself wrote: GNU time its KiB, then bash its seconds. */
function readCost(stderr: string, withMemory: boolean): Cost {
  const lines = stderr.trimEnd().split('\n');
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = (lines.at(-1) ?? '').split(' ').map(Number);
  return { cpu: user + system, wall, peakMiB: withMemory ? Number(lines.at(-2)) / 1024 : null };
}
