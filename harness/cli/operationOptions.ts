import type { Option } from './command.ts';
import { ladderOptions, reportOptions } from './common.ts';
import { remoteOption } from './namedDatabase.ts';

/** Options of every command on a database. */
export const databaseOptions: readonly Option[] = [
  ...ladderOptions,
  { name: 'wait', value: 'SECONDS', summary: 'how long to wait for others who have it locked (5)' },
  remoteOption,
];

/** Options of those that change it. */
export const changeOptions: readonly Option[] = [
  { name: 'dry-run', summary: 'say what would be done, and write nothing' },
  { name: 'backup', value: 'DIR', summary: 'folder for the backup (beside the database)' },
  { name: 'no-backup', summary: 'make no backup' },
  { name: 'keep-backups', value: 'NUMBER', summary: 'how many backups of the database stay (5)' },
  { name: 'by', value: 'NAME', summary: 'who does it, for the history (user@host)' },
  { name: 'timeout', value: 'SECONDS', summary: 'how long one script may take (600)' },
  ...reportOptions,
];

/** What the exit codes of those mean. */
export const changeExitCodes: readonly (readonly [string, string])[] = [
  ['0', 'done, or nothing to do'],
  ['2', 'not done, or not all of it: the report says what was'],
  ['130, 143', 'ended by a signal; the step that was running is taken back'],
];
