import type { Salt } from './salt.ts';

/** Text of row n for a column; `distinct`: no two rows may get the same. */
export type TextMaker = (n: number, distinct: boolean) => string;

/** Text that suits a column's name and that a careless conversion, cut, sort or quotation would damage. */
export function textMaker(name: string, salt: Salt): TextMaker {
  const words = wordsOf(name);
  const known = BY_WORD.find(([pattern]) => pattern.test(words));
  return known === undefined ? (n, distinct) => revealingText(n, distinct, salt) : (n) => known[1](n, salt);
}

/** A name's words in lower case with underscores between them. */
export function wordsOf(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}

const BY_WORD: readonly (readonly [RegExp, (n: number, salt: Salt) => string])[] = [
  [/(?:^|_)e?mail(?:_address)?$/, (n, { word }) => `${word}.${n}@Example.com`],
  [/(?:^|_)(?:url|uri|link|href|website)$/, (n, { word }) => `https://example.com/${word}/${n}?q=Ab%20c`],
  [/(?:^|_)(?:uuid|guid)$/, uuid],
];

function uuid(n: number, { digits }: Salt): string {
  const [a, b, c, d] = [digits(4 * n), digits(4 * n + 1), digits(4 * n + 2), digits(4 * n + 3)];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(5)}-${c.slice(0, 4)}${d}`;
}

/** Four kinds in turn, so that any four rows show each: leading zeros, quotes and letters of both cases before a blank, nothing, and one that varies. */
function revealingText(n: number, distinct: boolean, { word, base, shift }: Salt): string {
  const turn = n + shift;
  switch (turn % 4) {
    case 1:
      return `00${base + n}`;
    case 2:
      return `it's "${word}" ${n}\nZwölf `;
    case 3:
      return distinct ? `${word}_${n} aB` : '';
    default:
      if (turn % 3 === 0) return `${base + n}e3`;
      if (turn % 3 === 1) return `2024-02-${String(10 + (n % 19))} ${base + n}`;
      return `${word}_${n} Ab`;
  }
}
