import type { Finding } from '../model/finding.ts';
import { printableLine } from './printable.ts';

/** The plans that a finding's particulars hold, as lines of a difference where there are two; null where there is none. */
export function planChange({ data }: Finding): string | null {
  const before = linesOf(data['before']) ?? linesOf(data['locked']);
  const after = linesOf(data['after']) ?? linesOf(data['observed']) ?? linesOf(data['plan']);
  if (after === null) return null;
  if (before === null) return after.map((line) => `  ${line}`).join('\n');
  return [...before.map((line) => `- ${line}`), ...after.map((line) => `+ ${line}`)].join('\n');
}

function linesOf(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every((line) => typeof line === 'string') ? value.map(printableLine) : null;
}
