import { quoteLiteral } from '../sql/quote.ts';
import { decodeCell } from './cell.ts';

const MOST_CHARACTERS = 40;
const MOST_BYTES = 16;

/** A cell for people, written as in SQL on one line; long values are cut, invisible characters shown as escapes. */
export function showCell(cell: string): string {
  const { type, value } = decodeCell(cell);
  if (value === null) return 'NULL';
  if (typeof value === 'number') return showReal(value);
  if (typeof value === 'string') return showText(value);
  if (typeof value === 'bigint') return String(value);
  return type === 'text' ? `CAST(${showBytes(value)} AS TEXT)` : showBytes(value);
}

/** Reals look like reals: 1.0 is another value than 1, and -0.0 than 0.0. */
function showReal(real: number): string {
  const text = Object.is(real, -0) ? '-0' : String(real);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function showText(text: string): string {
  const characters = [...text];
  if (characters.length <= MOST_CHARACTERS) return visible(quoteLiteral(text));
  const start = characters.slice(0, MOST_CHARACTERS).join('');
  return `${visible(quoteLiteral(`${start}…`))} (${characters.length} characters)`;
}

function showBytes(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.subarray(0, MOST_BYTES)).toString('hex');
  return bytes.length <= MOST_BYTES ? `x'${hex}'` : `x'${hex}…' (${bytes.length} bytes)`;
}

/** Controls, separators and characters without width or that turn the direction of writing. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}
