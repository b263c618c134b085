import { didYouMean } from '../config/nearest.ts';
import { UserError } from '../model/errors.ts';
import { reporters } from '../reporters/index.ts';
import type { Output } from './job.ts';

/** Reads `--reporter NAME[=FILE]`; without any, text on standard output. Throws `UserError`. */
export function readOutputs(texts: readonly string[]): readonly Output[] {
  if (texts.length === 0) return [{ reporter: 'text', file: null }];
  const outputs = texts.map(readOutput);
  const onStandardOutput = outputs.filter(({ file }) => file === null).map(({ reporter }) => reporter);
  if (onStandardOutput.length > 1) {
    throw new UserError('bad-usage', `${onStandardOutput.join(' and ')} cannot both go to standard output`, {
      fix: `Give all but one a file: --reporter ${onStandardOutput[1]}=FILE`,
    });
  }
  return outputs;
}

/** Throws `UserError` for a report that a command does not have: text and JSON are all that it makes. */
export function refuseOtherReporters(command: string, outputs: readonly Output[]): readonly Output[] {
  const other = outputs.find(({ reporter }) => reporter !== 'text' && reporter !== 'json');
  if (other === undefined) return outputs;
  throw new UserError('bad-usage', `${command} has no ${other.reporter} report`, {
    fix: `The reporters of ${command} are: text, json`,
  });
}

function readOutput(text: string): Output {
  const [, reporter = text, file] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  const known = Object.keys(reporters);
  if (!known.includes(reporter)) {
    throw new UserError('bad-usage', `unknown reporter "${reporter}"${didYouMean(reporter, known)}`, {
      fix: `The reporters are: ${known.join(', ')}`,
    });
  }
  if (file === '') throw new UserError('bad-usage', `--reporter ${text} names no file`);
  return { reporter, file: file ?? null };
}
