import { UserError } from '../model/errors.ts';
import { shellWord } from '../reporters/shellWord.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Output, Reporting } from './job.ts';
import { readOutputs } from './outputs.ts';
import { isGiven, textOf } from './readOptions.ts';

/** How a command reports, as far as that can be told even from arguments that are wrong in other places. */
export function reportingOf(command: Command, given: Arguments): Reporting {
  return {
    command: command.name,
    options: {
      dir: given.operands[0],
      config: isGiven(given, 'no-config') ? false : textOf(given, 'config'),
      migrations: textOf(given, 'migrations'),
      rollbacks: textOf(given, 'rollbacks'),
      layout: textOf(given, 'layout'),
      step: textOf(given, 'step'),
      from: textOf(given, 'from'),
      to: textOf(given, 'to'),
      since: textOf(given, 'since'),
    },
    outputs: (given.options.get('reporter') ?? []).flatMap(readable),
    noColor: isGiven(given, 'no-color'),
    quiet: isGiven(given, 'quiet'),
    verbose: isGiven(given, 'verbose'),
    replay: replayOf(command, given),
  };
}

function readable(text: string): readonly Output[] {
  try {
    return readOutputs([text]);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function replayOf(command: Command, { operands, options }: Arguments): string {
  const repeated = command.options.flatMap(({ name, value, replayed }) =>
    replayed === true
      ? (options.get(name) ?? []).flatMap((given) => [`--${name}`, ...(value === undefined ? [] : [given])])
      : [],
  );
  return ['npx stepproof', command.name, ...[...operands, ...repeated].map(shellWord)].join(' ');
}
