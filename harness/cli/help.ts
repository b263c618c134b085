import { alignColumns } from '../reporters/table.ts';
import type { Command, Option } from './command.ts';
import { commonOptions } from './common.ts';

/** The help page of the whole tool. */
export function generalHelp(commands: readonly Command[]): string {
  return page('Usage: stepproof [command] [options]', [
    ['Commands', pairs(commands.map(({ name, operand, summary }) => [`${name} ${operand}`, summary]))],
    ['Options', optionLines(commonOptions)],
    ['', ['Without a command: stepproof check. `stepproof <command> --help` lists the options of a command.']],
    ['Exit codes', EXIT_CODES],
  ]);
}

/** The help page of a command. */
export function commandHelp({ name, operand, summary, details, options, exitCodes }: Command): string {
  return page(`Usage: stepproof ${name} ${operand} [options]\n\n${summary}`, [
    ...(details === undefined ? [] : [['', details] as const]),
    ['Options', optionLines([...options, ...commonOptions])],
    ...(exitCodes === undefined ? [] : [['Exit codes', pairs(exitCodes)] as const]),
  ]);
}

const EXIT_CODES = pairs([
  ['0', 'every check passed'],
  ['1', 'at least one check failed'],
  ['2', 'the work could not be done'],
  ['130, 143', 'ended by a signal'],
]);

function page(head: string, sections: readonly (readonly [string, readonly string[]])[]): string {
  const blocks = sections.map(([title, lines]) => [...(title === '' ? [] : [`${title}:`]), ...lines].join('\n'));
  return `${[head, ...blocks].join('\n\n')}\n`;
}

function optionLines(options: readonly Option[]): readonly string[] {
  return pairs(
    options.map(({ name, short, value, summary, repeatable }) => [
      `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
      repeatable ? `${summary}; repeatable` : summary,
    ]),
  );
}

function pairs(rows: readonly (readonly [string, string])[]): readonly string[] {
  return alignColumns(rows.map((row) => ['', ...row].map((text) => ({ text, align: 'left' as const }))));
}
