/** One level more than SQLite's JSON functions read (https://sqlite.org/json1.html#json_valid). */
const TOO_DEEP = 1001;

type TextBreakage = (bytes: Uint8Array) => Uint8Array | null;

/** Ways to break a document's text that no JSON.stringify would have; null where there is nothing to break like that. */
const BREAKAGES: Readonly<Record<string, TextBreakage>> = {
  'truncated text': (bytes) => bytes.subarray(0, -1),
  'invalid UTF-8': (bytes) => insert(bytes, [0xc3, 0x28]),
  'lone surrogate': (bytes) => insert(bytes, [0xed, 0xa0, 0x80]),
  NUL: (bytes) => Buffer.concat([bytes, Buffer.from('\0x')]),
  'duplicate key': (bytes) => {
    const text = Buffer.from(bytes).toString();
    const first = /^\{("(?:[^"\\]|\\.)*"):/.exec(text)?.[1];
    return first === undefined ? null : Buffer.from(`{${first}:null,${text.slice(1)}`);
  },
  '1e400': (bytes) => {
    const text = Buffer.from(bytes).toString();
    const number = /^((?:[^"\d-]|"(?:[^"\\]|\\.)*")*)(-?\d[\d.eE+-]*)/.exec(text);
    if (number === null) return null;
    const [whole, before = ''] = number;
    return Buffer.from(`${before}1e400${text.slice(whole.length)}`);
  },
  'deep nesting': () => Buffer.from('['.repeat(TOO_DEEP) + ']'.repeat(TOO_DEEP)),
};

/** The names of the ways to break a text. */
export const TEXT_BREAKAGES: readonly string[] = Object.keys(BREAKAGES);

/** A document's bytes with one thing wrong with them; null when that cannot be done to them. */
export function breakText(kind: string, bytes: Uint8Array): Uint8Array | null {
  return BREAKAGES[kind]?.(bytes) ?? null;
}

/** Into the first text of a document, and behind a document that has none. */
function insert(bytes: Uint8Array, broken: readonly number[]): Uint8Array {
  const at = bytes.indexOf(0x22) + 1 || bytes.length;
  return Buffer.concat([bytes.subarray(0, at), Uint8Array.from(broken), bytes.subarray(at)]);
}
