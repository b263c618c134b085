import { UserError } from '../model/errors.ts';
import type { Shard } from '../model/report.ts';
import type { Arguments } from './arguments.ts';
import { textOf } from './readOptions.ts';

/** The share that `--shard` asks for. Throws `UserError` for what is none. */
export function shardOf(given: Arguments): Shard | undefined {
  const text = textOf(given, 'shard');
  if (text === undefined) return undefined;
  const [, index = 0, count = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new UserError('bad-usage', `--shard is a share of several, counted from 1, not "${text}"`, {
    fix: 'Write the second of three as --shard 2/3.',
  });
}
