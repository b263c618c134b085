import type { Option } from './command.ts';

/** Options that every command has. */
export const commonOptions: readonly Option[] = [
  { name: 'no-color', summary: 'no colours, whatever the terminal says' },
  { name: 'help', short: 'h', summary: 'show this help' },
  { name: 'version', summary: 'show the version' },
];

/** Options that say which ladder is meant and how it is read. */
export const ladderOptions: readonly Option[] = [
  { name: 'config', value: 'FILE', summary: 'configuration in place of stepproof.config.ts', replayed: true },
  { name: 'no-config', summary: 'run no configuration file', replayed: true },
  { name: 'migrations', value: 'DIR', summary: 'folder of the forward scripts (migrations)', replayed: true },
  { name: 'rollbacks', value: 'DIR', summary: 'folder of the scripts that take them back (rollbacks)', replayed: true },
  { name: 'layout', value: 'NAME', summary: 'naming convention of the files (auto)', replayed: true },
];

/** Options that say what is reported and where. */
export const reportOptions: readonly Option[] = [
  { name: 'reporter', value: 'NAME[=FILE]', summary: 'text or json, to standard output or a file', repeatable: true },
  { name: 'quiet', summary: 'only errors and the last line' },
  { name: 'verbose', summary: 'notes in full, and why checks were skipped' },
];
