import type { Arbitrary } from 'fast-check';
import type { FastCheck } from './fastCheck.ts';
import { formatArbitrary } from './formats.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { NASTY_TEXT, STRANGE_CHARACTERS } from './nasty.ts';
import { patternArbitrary } from './patterns.ts';

/** Characters more than the least that free text may have. */
const SPARE_LENGTH = 12;

/** Text of a format, of one or several patterns, or of any kind with what is easily damaged mixed in. */
export function textArbitrary(fc: FastCheck, node: JsonSchema): Arbitrary<string> {
  const { minLength = 0, maxLength = Infinity, format } = node;
  const patterns = [node, ...(node.allOf ?? [])].flatMap(({ pattern }) => pattern ?? []);
  const made = format === undefined ? null : formatArbitrary(fc, format);
  const matching = patterns.map((pattern) => patternArbitrary(fc, pattern));
  const arms = [...(made === null ? [] : [made]), ...matching, ...joined(fc, matching)];
  const [first] = arms;
  if (first === undefined) return freeText(fc, minLength, maxLength);
  const fitting = arms.map((arm) => (maxLength === Infinity ? arm : arm.map((text) => text.slice(0, maxLength))));
  // A pattern seldom gives long text by itself; repeating it does where the pattern is a class of characters.
  const longer = minLength > 1 ? [repeated(first, minLength, maxLength)] : [];
  return fc.oneof(...fitting, ...longer);
}

/** A beginning, a middle and an end that are asked for one by one. */
function joined(fc: FastCheck, matching: readonly Arbitrary<string>[]): readonly Arbitrary<string>[] {
  return matching.length < 2 ? [] : [fc.tuple(...matching).map((parts) => parts.join(''))];
}

function repeated(made: Arbitrary<string>, minLength: number, maxLength: number): Arbitrary<string> {
  return made.map((text) => {
    const times = Math.ceil(minLength / Math.max(1, text.length));
    return text.repeat(times).slice(0, Math.max(minLength, Math.min(maxLength, minLength + SPARE_LENGTH)));
  });
}

function freeText(fc: FastCheck, minLength: number, maxLength: number): Arbitrary<string> {
  const longest = Math.min(maxLength, minLength + SPARE_LENGTH);
  const any = fc.string({ unit: fc.constantFrom(...STRANGE_CHARACTERS), minLength, maxLength: longest });
  const plain = fc.string({ minLength, maxLength: longest });
  const nasty = NASTY_TEXT.filter(({ length }) => length >= minLength && length <= maxLength);
  const usual = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: any });
  if (nasty.length === 0) return usual;
  return fc.oneof({ weight: 2, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...nasty) });
}
