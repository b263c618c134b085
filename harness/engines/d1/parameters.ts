import type { BoundStatement } from '../../model/engine.ts';
import type { SqlValue } from '../../model/value.ts';
import { tokenize } from '../../sql/tokens.ts';
import { type Cell, encodeCell } from './cell.ts';

/**
 * A statement as D1 can be given it. D1 binds every number as a real, so that integers are written into the text; except
 * under EXPLAIN, where the plan is asked for that an application on D1 meets.
 */
export function bindable({ text, values = [] }: BoundStatement): {
  readonly text: string;
  readonly values: readonly Cell[];
} {
  if (!values.some((value) => typeof value === 'bigint')) return { text, values: values.map(encodeCell) };
  if (/^\s*explain\b/i.test(text)) {
    return { text, values: values.map((value) => encodeCell(typeof value === 'bigint' ? Number(value) : value)) };
  }
  return withIntegers(text, values);
}

function withIntegers(
  text: string,
  values: readonly SqlValue[],
): { readonly text: string; readonly values: readonly Cell[] } {
  const { parts, places } = partsOf(text);
  const bound: Cell[] = [];
  let written = parts[0] ?? '';
  for (const [index, place] of places.entries()) {
    const value = values[place];
    if (typeof value === 'bigint') written += value < 0n ? `(${value})` : String(value);
    else {
      // One that is missing is D1's to complain about.
      if (value !== undefined) bound.push(encodeCell(value));
      written += `?${value === undefined ? bound.length + 1 : bound.length}`;
    }
    written += parts[index + 1] ?? '';
  }
  return { text: written, values: bound };
}

/** A text cut at its parameters, and which value goes between two parts. */
interface Parts {
  readonly parts: readonly string[];
  readonly places: readonly number[];
}

const MOST_KNOWN = 500;
const known = new Map<string, Parts>();

/** Rows are inserted by the same few texts. */
function partsOf(text: string): Parts {
  const seen = known.get(text);
  if (seen !== undefined) return seen;
  const parts: string[] = [];
  const places: number[] = [];
  let start = 0;
  let highest = 0;
  for (const token of tokenize(text)) {
    if (token.kind !== 'parameter') continue;
    // https://sqlite.org/lang_expr.html#varparam
    const number = token.text.length > 1 ? Number(token.text.slice(1)) : highest + 1;
    highest = Math.max(highest, number);
    parts.push(text.slice(start, token.start));
    places.push(number - 1);
    start = token.end;
  }
  const cut = { parts: [...parts, text.slice(start)], places };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, cut);
  return cut;
}
