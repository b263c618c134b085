/** Functions of one value that make NULL of NULL alone (https://sqlite.org/lang_corefunc.html). */
export const TOTAL_FUNCTIONS: ReadonlySet<string> = new Set([
  'upper',
  'lower',
  'trim',
  'ltrim',
  'rtrim',
  'length',
  'hex',
]);
