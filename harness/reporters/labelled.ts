import { printable } from './printable.ts';

/** A labelled paragraph; further lines stand under the first, so that SQL in it can be copied. */
export function labelled(label: string, text: string): readonly string[] {
  const [first = '', ...rest] = printable(text).trimEnd().split('\n');
  return [`  ${label.padEnd(8)}${first}`, ...rest.map((line) => (line === '' ? '' : `${' '.repeat(10)}${line}`))];
}
