import type { Watch } from '../engines/betterSqlite3.ts';
import type { RunPoint } from '../model/operation.ts';
import type { HostedWorld } from './hostedPlace.ts';

/** What an operation on a user's database takes from the world around it. */
export interface OperationWorld {
  /** Needed for a database at Cloudflare. */
  readonly hosted?: HostedWorld;
  /** Milliseconds. */
  readonly now: () => number;
  /** The time of day in ISO 8601 and UTC. */
  readonly time: () => string;
  /** Who does it, for the history. */
  readonly by: string;
  /** Of this process. */
  readonly pid: number;
  /** Told before each statement. */
  readonly watch?: Watch;
  /** Told at each moment of a run, for tests that end the process there. */
  readonly onPoint?: (point: RunPoint) => void;
}
