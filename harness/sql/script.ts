import { UserError } from '../model/errors.ts';
import type { Script } from '../model/script.ts';
import { decodeScript } from './decode.ts';
import { readDirectives } from './directives.ts';
import type { Unfinished } from './pieces.ts';
import { positionsIn } from './positions.ts';
import { splitStatements } from './split.ts';

/** Reads a SQL file's bytes; throws `UserError` `encoding-refused` or `sql-incomplete`. `path` is what messages call it. */
export function readScript(path: string, bytes: Uint8Array): Script {
  return scriptOf(path, decodeScript(bytes, path));
}

/** Reads a script whose text is at hand; throws `UserError` `sql-incomplete` when something is open at its end. */
export function scriptOf(path: string, text: string): Script {
  const { statements, unfinished } = splitStatements(text);
  if (unfinished !== null) {
    const location = { file: path, ...positionsIn(text)(unfinished.at) };
    throw new UserError('sql-incomplete', `The ${unfinished.what} that begins here does not end`, {
      ...EXPLANATIONS[unfinished.what],
      location,
    });
  }
  return { path, text, statements, ...readDirectives(text, statements), transaction: 'runner' };
}

const SWALLOWS = 'It takes in the rest of the file, and the statements there would not run.';

const EXPLANATIONS: Readonly<Record<Unfinished['what'], { readonly why: string; readonly fix: string }>> = {
  string: { why: SWALLOWS, fix: "Close it with a single quote; a quote inside of it is written twice: 'it''s'." },
  'quoted name': { why: SWALLOWS, fix: 'Close it with the quote that it began with.' },
  comment: { why: `${SWALLOWS} SQLite gives no error for it.`, fix: 'Close it with */; such comments do not nest.' },
  trigger: {
    why: `SQLite sees the end of a trigger only in an END between two semicolons. ${SWALLOWS}`,
    fix: 'End its last inner statement with a semicolon and the trigger with END;',
  },
};
