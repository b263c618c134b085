import { UserError } from '../model/errors.ts';
import { readPassages } from './passages.ts';
import { positionsIn } from './positions.ts';
import { decodeUtf8, readableStart } from './utf8.ts';

/** Something in a file's bytes that SQLite, or a tool on the way to it, would read otherwise than a person does. */
interface Fault {
  /** Offset in the text. */
  readonly at: number;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

const BOM = '\ufeff';

/**
 * A SQL file's text, without the byte order mark at its start. Throws `encoding-refused` for what SQLite would run
 * silently otherwise than it reads: bytes that are not UTF-8, NUL, a byte order mark further on, lone carriage returns.
 */
export function decodeScript(bytes: Uint8Array, file: string): string {
  const whole = decodeUtf8(bytes);
  const readable = whole ?? readableStart(bytes);
  const text = withoutBom(readable);
  const faults = whole === null ? [notUtf8(bytes, readable)] : [nul(text), laterBom(text), loneCarriageReturn(text)];
  const [fault] = faults.filter((found) => found !== null).sort((a, b) => a.at - b.at);
  if (!fault) return text;
  const { at, message, why, fix } = fault;
  throw new UserError('encoding-refused', message, { why, fix, location: { file, ...positionsIn(text)(at) } });
}

function withoutBom(text: string): string {
  return text.startsWith(BOM) ? text.slice(1) : text;
}

function notUtf8(bytes: Uint8Array, readable: string): Fault {
  const byte = bytes[new TextEncoder().encode(readable).length] ?? 0;
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return {
    at: withoutBom(readable).length,
    message: utf16
      ? 'The file is UTF-16'
      : `The file is not UTF-8: the byte 0x${byte.toString(16)} begins no valid character`,
    why: 'SQLite reads a script as UTF-8 and stores whatever else it finds as broken text, without an error.',
    fix: 'Save the file as UTF-8.',
  };
}

function nul(text: string): Fault | null {
  const at = text.indexOf('\0');
  if (at < 0) return null;
  return {
    at,
    message: 'A NUL character stands in the file',
    why: 'SQLite stops reading at a NUL: what stands behind it would not run, without an error.',
    fix: "Remove it (in a value write char(0), or x'00' in a blob). Where every other byte is one, the file is UTF-16: save it as UTF-8.",
  };
}

function laterBom(text: string): Fault | null {
  const at = text.indexOf(BOM);
  if (at < 0) return null;
  return {
    at,
    message: 'A byte order mark stands inside the file',
    why: 'It cannot be seen, and becomes part of the name that it touches. It often comes from joining two files.',
    fix: 'Remove it; in a value write char(65279).',
  };
}

/** Inside a quoted text it is data; anywhere else it looks like the end of a line and is none to SQLite. */
function loneCarriageReturn(text: string): Fault | null {
  if (!/\r(?!\n)/.test(text)) return null;
  const quoted = readPassages(text).filter(({ kind }) => kind === 'quoted');
  let next = 0;
  const at = Array.from(text.matchAll(/\r(?!\n)/g), (match) => match.index).find((offset) => {
    while ((quoted[next]?.end ?? text.length) <= offset) next++;
    return (quoted[next]?.start ?? text.length) > offset;
  });
  if (at === undefined) return null;
  return {
    at,
    message: 'A carriage return without a line feed stands outside of any quotes',
    why: 'SQLite ends a -- comment at a line feed only: the comment would swallow the statements on the lines below it.',
    fix: 'Save the file with LF or CRLF line endings.',
  };
}
