import { UserError } from '../model/errors.ts';
import type { Script } from '../model/script.ts';
import { positionsIn } from '../sql/positions.ts';

const UP_LINE = /^[ \t]*--.*\bup\b.*$/gim;

/**
 * Throws `UserError` for a script that holds what takes it back as well: statements below a comment line that is one
 * above them with `down` in the place of `up`. They are markers of a tool that stepproof does not know, and run as it
 * stands the script would undo what it does.
 */
export function refuseBothDirections({ path, text, statements }: Script): void {
  for (const { 0: up, index } of text.matchAll(UP_LINE)) {
    const down = lineReading(text, up.trim().replace(/\bup\b/i, 'down'), index + up.length);
    if (down === null || statements.some(({ start, end }) => start < down.at && down.at < end)) continue;
    if (!statements.some(({ start }) => start > down.at)) continue;
    throw new UserError('marker-unknown', `${path} holds both directions, and no tool is known that marks them so`, {
      why: `The markers are ${up.trim()} and ${down.line}. Run as it stands, the script would take back what it does.`,
      fix: 'Move what takes it back to a file of the same name in rollbacks/, or mark the two parts as a tool does that keeps both in one file: -- +goose Up and -- +goose Down',
      location: { file: path, ...positionsIn(text)(down.at) },
    });
  }
}

/** The first line from an offset on that reads so, in whatever case. */
function lineReading(
  text: string,
  wanted: string,
  from: number,
): { readonly line: string; readonly at: number } | null {
  for (const { 0: found, index } of text.slice(from).matchAll(/^.*$/gm)) {
    const line = found.trim();
    if (line.toLowerCase() === wanted.toLowerCase()) return { line, at: from + index };
  }
  return null;
}
