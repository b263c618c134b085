import type { Option } from './command.ts';

/** Options that every command has. */
export const commonOptions: readonly Option[] = [
  { name: 'no-color', summary: 'no colours, whatever the terminal says' },
  { name: 'help', short: 'h', summary: 'show this help' },
  { name: 'version', summary: 'show the version' },
];

/** Options that say where the files of a ladder are and what they are. */
export const folderOptions: readonly Option[] = [
  { name: 'migrations', value: 'DIR', summary: 'folder of the forward scripts (migrations)', replayed: true },
  { name: 'rollbacks', value: 'DIR', summary: 'folder of the scripts that take them back (rollbacks)', replayed: true },
  { name: 'layout', value: 'NAME', summary: 'naming convention of the files (auto)', replayed: true },
];

/** Options that say which ladder is meant and how it is read. */
export const ladderOptions: readonly Option[] = [
  { name: 'config', value: 'FILE', summary: 'configuration in place of stepproof.config.ts', replayed: true },
  { name: 'no-config', summary: 'run no configuration file', replayed: true },
  ...folderOptions,
];

/** The option that says what is reported and where, for a command with these reporters. */
export function reporterOption(names: readonly string[]): Option {
  const listed = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  return {
    name: 'reporter',
    value: 'NAME[=FILE]',
    summary: `${listed}, to standard output or a file`,
    repeatable: true,
  };
}

/** Options that say how much is reported. */
export const amountOptions: readonly Option[] = [
  { name: 'quiet', summary: 'only errors and the last line' },
  { name: 'verbose', summary: 'notes in full, and why checks were skipped' },
];

/** Options that say what is reported and where, of a command that makes text and JSON. */
export const reportOptions: readonly Option[] = [reporterOption(['text', 'json']), ...amountOptions];

/** The option that accepts the findings of an old project. */
export const baselineOption: Option = {
  name: 'update-baseline',
  summary: 'accept what is found: write stepproof.baseline.json anew',
};
