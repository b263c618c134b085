import type { SqlValue } from '../model/value.ts';
import type { Demands } from './demands.ts';
import { wholeBounds } from './range.ts';
import type { Salt } from './salt.ts';
import { wordsOf } from './textValue.ts';

/** JSON text for row n of a column that holds documents: an array where the name or a constraint asks for one. */
export function documentMaker(name: string, { json, elements, paths }: Demands, salt: Salt): (n: number) => string {
  const words = wordsOf(name);
  const type = json ?? (LISTS.test(words) && !OBJECTS.test(words) ? 'array' : 'object');
  if (type === 'array') return (n) => written(list(n, wholeBounds(elements), WORDS.test(words), salt), n);
  if (type !== 'object') return (n) => scalar(type, n, salt);
  return (n) => written(withPaths(object(n, salt), paths, `${salt.word}_${n} Ab`), n);
}

/** Every third row with a blank, which what reads a document and writes it again does not keep. */
function written(document: unknown, n: number): string {
  return JSON.stringify(document).replace(/^./, n % 3 === 2 ? '$& ' : '$&');
}

/** Plural names of what comes as a list, and those that are plural and come as an object all the same. */
const LISTS = /(?:^|_)(?:list|array|[a-z]*[^sui]s)(?:_json)?$/;
const OBJECTS = /(?:results|settings|options|preferences|params|parameters|properties|attributes|headers)(?:_json)?$/;
/** What comes as a list of words. */
const WORDS = /(?:ids|tags|labels|names|roles|keys)(?:_json)?$/;

interface JsonObject {
  [key: string]: unknown;
}

function object(n: number, { word, base }: Salt): JsonObject {
  return { name: `${word}_${n} Ab`, code: `00${base + n}`, count: n, deep: { 'ö "q"': [0.1, null, true] } };
}

function list(
  n: number,
  { low, high }: { low: number; high: number },
  ofWords: boolean,
  salt: Salt,
): readonly unknown[] {
  const count = Math.min(Math.max(low, 1 + (n % 3)), high);
  // In pairs the other way round: what sorts them changes them.
  return Array.from({ length: Math.max(count, 0) }, (_, index) =>
    ofWords ? `${salt.word}_${n}_${index ^ 1} Ab` : object(10 * n + (index ^ 1), salt),
  );
}

function scalar(type: string, n: number, { word, base }: Salt): string {
  if (type === 'text') return JSON.stringify(`${word}_${n} Ab`);
  if (type === 'integer') return String(base + n);
  return type === 'real' ? `${base + n}.5` : type;
}

function withPaths(document: JsonObject, paths: ReadonlyMap<string, SqlValue>, word: string): JsonObject {
  for (const [path, value] of paths) {
    const keys = path
      .replace(/^\$\.?/, '')
      .split('.')
      .filter((key) => key !== '')
      .map((key) => key.replace(/^"|"$/g, ''));
    let place = document;
    for (const key of keys.slice(0, -1)) place = place[key] = isObject(place[key]) ? place[key] : {};
    const last = keys.at(-1);
    if (last !== undefined) place[last] = typeof value === 'bigint' ? Number(value) : (value ?? word);
  }
  return document;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
