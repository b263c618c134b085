import type { NewStep } from '../model/layout.ts';

/** What a new forward script begins with. */
export function forwardHeading({ words }: NewStep): string {
  return `-- ${words.join(' ')}\n`;
}

/** What a new rollback begins with; `forward` is the path of what it takes back. */
export function rollbackHeading(forward: string): string {
  return `-- Takes back ${forward}\n`;
}
