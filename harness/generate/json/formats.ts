import type { Arbitrary } from 'fast-check';
import type { FastCheck } from './fastCheck.ts';

const DATE = '(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])';
const TIME = '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{3})?';
const BASE64URL = '[A-Za-z0-9_-]';

/** Formats whose own patterns in zod cannot be generated from, or have none. */
const PATTERNS: Readonly<Record<string, string>> = {
  email: '[a-z0-9_+]{1,8}(\\.[A-Z0-9]{1,4})?@[a-z0-9]{1,6}(\\.[a-z]{2,4}){1,2}',
  uuid: '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}',
  uri: "https?://[a-z]{1,8}\\.[a-z]{2,4}(:[1-9][0-9]{1,3})?(/[a-z0-9'%_~-]{0,4}){0,2}(\\?[a-z]=[a-z0-9]{0,3})?(#[a-z]{1,3})?",
  date: DATE,
  time: TIME,
  'date-time': `${DATE}T${TIME}(Z|[+-](0[0-9]|1[0-3]):[03]0)`,
  duration: 'P([1-9][0-9]?W|[1-9]Y([1-9]M)?([1-9]D)?(T[1-9]H([1-9]M)?)?|[1-9]D|T[1-9][0-9]?(\\.[0-9])?S)',
  hostname: '[a-z][a-z0-9]{0,7}(\\.[a-z]{2,5}){1,2}',
  base64: '([A-Za-z0-9+/]{4}){0,4}([A-Za-z0-9+/]Q==|[A-Za-z0-9+/]{2}Q=)?',
  base64url: `(${BASE64URL}{4}){0,4}`,
};

const EMOJI = ['😀', '👍🏽', '🇨🇭', '👩‍👩‍👧', '☎️'];
const JSON_TEXTS = ['{}', '[]', 'null', '"x"', '1.50', '{"a":[1,{"b":null}]}'];

/** Text of a format by its name in JSON Schema; null for one that is left to its pattern. */
export function formatArbitrary(fc: FastCheck, format: string): Arbitrary<string> | null {
  const pattern = PATTERNS[format];
  if (pattern !== undefined) return fc.stringMatching(new RegExp(`^${pattern}$`));
  if (format === 'emoji') return fc.constantFrom(...EMOJI);
  if (format === 'json-string') return fc.constantFrom(...JSON_TEXTS);
  return format === 'jwt' ? jwt(fc) : null;
}

function jwt(fc: FastCheck): Arbitrary<string> {
  const algorithm = fc.constantFrom('HS256', 'RS256', 'ES256', 'EdDSA', 'none');
  const rest = fc.stringMatching(new RegExp(`^${BASE64URL}{4,12}\\.${BASE64URL}{4,12}$`));
  return fc.tuple(algorithm, rest).map(([alg, signed]) => {
    const header = Buffer.from(JSON.stringify({ typ: 'JWT', alg })).toString('base64url');
    return `${header}.${signed}`;
  });
}
