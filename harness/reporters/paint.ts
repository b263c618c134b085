import { styleText } from 'node:util';

/** What a piece of our own text means; foreign text is never styled by itself. */
export type Tone = 'good' | 'bad' | 'doubtful' | 'quiet' | 'strong';

/** Colours text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

const STYLES = { good: 'green', bad: 'red', doubtful: 'yellow', quiet: 'dim', strong: 'bold' } as const;

/** A painter for a reader that shows colours, or for one that does not. */
export function painter(color: boolean): Paint {
  if (!color) return (_tone, text) => text;
  return (tone, text) => styleText(STYLES[tone], text, { validateStream: false });
}
