/** Text that storing, quoting, escaping or decoding is known to damage. */
export const NASTY_TEXT: readonly string[] = [
  '',
  "'",
  '"',
  '\\',
  '%_',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u2028\n\r\t',
  '😀e\u0301',
  '\ufeff',
  '\\u0000',
  "'); --",
  '007',
  '1e3',
  'null',
  'true',
  'x'.repeat(3000),
];

/** Characters of every length in UTF-8, of every kind; fast-check's own unit for all of Unicode takes seconds to set up. */
export const STRANGE_CHARACTERS: readonly string[] = [
  ...'\u0000\u001f\u007f\u0085ßéİ߿ࠀ中\u200b\u202e\ufeff\uffff𐀀😀\u{10ffff}',
  '\ud800',
  '\udfff',
];

/** Keys that a parser, a merge or a JSON path takes for something else. */
export const NASTY_KEYS: readonly string[] = ['__proto__', 'constructor', '', 'a.b', '$', '"', '\u0000', '\ud800', '0'];

/** Numbers at the edges of what a double, and SQLite's integers and reals, tell apart. */
export const NASTY_NUMBERS: readonly number[] = [
  0,
  -0,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  2 ** 53 + 2,
  2 ** 63,
  0.1 + 0.2,
  1e21,
  1e-7,
  1e308,
  5e-324,
];
