import type { HostedTarget } from '../engines/hosted/target.ts';
import type { LadderOptions } from './readLadder.ts';

/** What every command on a user's database may be told; everything has a default. */
export interface DatabaseOptions extends LadderOptions {
  /** The folder that holds the migrations folder. Default: the current one. */
  readonly dir?: string | undefined;
  /** A configuration file in place of the folder's own; false runs none. */
  readonly config?: string | false | undefined;
  /** How long others who have the database locked are waited for, in seconds. Default: 5. */
  readonly wait?: number | undefined;
  /** The database is at Cloudflare, and its name is no file. */
  readonly hosted?: HostedTarget | undefined;
}

/** What an application of steps may be told besides. */
export interface ApplyOptions extends DatabaseOptions {
  /** The last step to apply, and the only one; the beginning of an id that only it has will do. */
  readonly to?: string | undefined;
  readonly step?: string | undefined;
  /** Makes the database where there is none. */
  readonly create?: boolean | undefined;
  /** The last of the steps that a database without a ledger has already. */
  readonly assumeApplied?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Where the backup goes; false: none is made. Default: beside the database. */
  readonly backup?: string | false | undefined;
  /** How many backups of the database stay. Default: 5. */
  readonly keepBackups?: number | undefined;
  /** A schema that is not what the applied steps make is no reason to stop. */
  readonly allowDrift?: boolean | undefined;
}

/** What a rollback may be told besides. */
export interface RollbackOptions extends DatabaseOptions {
  /** The step that stays as the last one; the beginning of an id that only it has will do. */
  readonly to?: string | undefined;
  /** How many steps to take back. Default: 1. */
  readonly steps?: number | undefined;
  /** Goes on where rows are lost, and where a rollback or a step was edited since it was applied. */
  readonly force?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly backup?: string | false | undefined;
  readonly keepBackups?: number | undefined;
}

export const DEFAULT_WAIT = 5;
export const DEFAULT_BACKUPS = 5;
