import { parseArgs } from 'node:util';
import { didYouMean } from '../config/nearest.ts';
import { UserError } from '../model/errors.ts';
import type { Option } from './command.ts';

/** What stands on the command line, taken apart. */
export interface Arguments {
  readonly operands: readonly string[];
  /** By option: its values in the order given; an empty text for a switch. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** What is wrong with it; kept apart, so that the report formats asked for are known even then. */
  readonly problem: UserError | null;
}

/** Takes the arguments of a command apart by the options that it has. */
export function takeApart(args: readonly string[], known: readonly Option[], command: string): Arguments {
  const operands: string[] = [];
  const options = new Map<string, string[]>();
  let problem: UserError | null = null;
  const types = Object.fromEntries(
    known.map(({ name, short, value }) => {
      const type = value === undefined ? ('boolean' as const) : ('string' as const);
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: types,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = known.find(({ name }) => name === token.name);
    const wrong = option === undefined ? unknownOption(token.rawName, known) : misused(option, token, options);
    if (wrong !== null) problem ??= usage(wrong, command);
    else options.set(token.name, [...(options.get(token.name) ?? []), token.value ?? '']);
  }
  return { operands, options, problem };
}

interface GivenOption {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function misused(option: Option, given: GivenOption, earlier: ReadonlyMap<string, unknown>): string | null {
  const { rawName, value, inlineValue } = given;
  if (option.value === undefined) return value === undefined ? null : `${rawName} takes no value`;
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--'))) {
    return `${rawName} needs a value: ${rawName} ${option.value}`;
  }
  const again = earlier.has(option.name) && !option.repeatable;
  return again ? `${rawName} is given twice` : null;
}

function unknownOption(rawName: string, known: readonly Option[]): string {
  const names = known.map(({ name }) => `--${name}`);
  return `unknown option ${rawName}${didYouMean(rawName, names)}`;
}

function usage(message: string, command: string): UserError {
  return new UserError('bad-usage', message, { fix: `\`stepproof ${command} --help\` lists what there is.` });
}
