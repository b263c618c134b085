import { didYouMean } from '../config/nearest.ts';
import { UserError } from '../model/errors.ts';
import { apply } from './apply.ts';
import { takeApart } from './arguments.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { commonOptions } from './common.ts';
import { compare } from './compare.ts';
import { doctor } from './doctor.ts';
import { explain } from './explain.ts';
import { health } from './health.ts';
import { init } from './init.ts';
import { lint } from './lint.ts';
import { mutate } from './mutate.ts';
import { newCommand } from './new.ts';
import { rehearse } from './rehearse.ts';
import { report } from './report.ts';
import { reportingOf } from './reporting.ts';
import { rollback } from './rollback.ts';
import { status } from './status.ts';
import { show } from './terminal.ts';

/** Every command that works, in the order of the help. */
const commands: readonly Command[] = [
  check,
  rehearse,
  apply,
  rollback,
  status,
  health,
  lint,
  mutate,
  compare,
  init,
  newCommand,
  explain,
  doctor,
  report,
];

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const [first = ''] = args;
  const named = commands.find(({ name }) => name === first);
  const command = named ?? check;
  const own = named === undefined ? args : args.slice(1);
  const given = takeApart(own, [...command.options, ...commonOptions], command.name);
  try {
    if (named === undefined && first !== '' && !first.startsWith('-')) throw unknownCommand(first);
    if (given.options.has('help')) return await help(named);
    if (given.options.has('version')) return await version();
    if (given.problem !== null) throw given.problem;
    return await command.run(given);
  } catch (error) {
    const { reportFailure } = await import('./failure.ts');
    return reportFailure(error, reportingOf(command, given));
  }
}

async function help(command: Command | undefined): Promise<number> {
  const { commandHelp, generalHelp } = await import('./help.ts');
  show(command === undefined ? generalHelp(commands) : commandHelp(command));
  return 0;
}

async function version(): Promise<number> {
  const { VERSION } = await import('../version.ts');
  show(`stepproof ${VERSION}\n`);
  return 0;
}

function unknownCommand(name: string): UserError {
  const names = commands.map((command) => command.name);
  return new UserError('bad-usage', `unknown command "${name}"${didYouMean(name, names)}`, {
    fix: `The commands are: ${names.join(', ')}. A folder stands behind its command: stepproof check DIR`,
  });
}
