import type { HostedTarget } from '../engines/hosted/target.ts';
import type { CheckOptions } from './checkOptions.ts';

/** What a rehearsal may be told beside what a check of the folder may. */
export interface RehearseOptions
  extends Pick<
    CheckOptions,
    'dir' | 'config' | 'migrations' | 'rollbacks' | 'layout' | 'step' | 'from' | 'to' | 'check' | 'skip'
  > {
  /** The database's file, or what a database at Cloudflare is called. */
  readonly database: string;
  /** The database is at Cloudflare, and its name is no file. */
  readonly hosted?: HostedTarget | undefined;
  /** The ledger's table where the tool was told to name it otherwise. */
  readonly ledgerTable?: string | undefined;
  /** Values of rows may stand in the report; keys always do. */
  readonly showValues: boolean;
}
