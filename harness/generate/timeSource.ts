import type { Column } from '../model/schema.ts';
import type { Demands } from './demands.ts';
import { textFitter } from './fitText.ts';
import type { Slot, Source } from './slot.ts';
import { epochSeconds, timeMaker } from './timeValue.ts';

/** Whether a column holds times, by its constraints, its type or the words of its name. */
export function isTime(words: string, { type, affinity }: Column, { time, patterns }: Demands): boolean {
  if (time !== null || /date|time/i.test(type) || patterns.some(({ text }) => TIME_PATTERN.test(text))) return true;
  return affinity === 'TEXT' ? TIME_WORDS.test(words) : affinity === 'INTEGER' && /_at$/.test(words);
}

/** Two digits or wildcards on both sides of a hyphen or colon. */
const TIME_PATTERN = /(?:\[0-9\]|[?_])[-:](?:\[\d-\d\]|[?_])(?:\[0-9\]|[?_])/;
const TIME_WORDS = /(?:^|_)(?:at|on|date|time|datetime|timestamp)$/;

const USUAL = '%Y-%m-%d %H:%M:%S';

/** In the order of trial. */
const FORMATS = [
  USUAL,
  '%Y-%m-%d',
  '%H:%M:%S',
  '%Y-%m-%dT%H:%M:%SZ',
  '%Y-%m-%dT%H:%M:%S.000Z',
  '%Y-%m-%dT%H:%M:%S',
  '%Y-%m-%d %H:%M',
  '%H:%M',
  '%Y-%m',
  '%Y',
];

const BY_TYPE: Readonly<Record<string, string>> = { date: '%Y-%m-%d', time: '%H:%M:%S' };

/** What a conversion by the date functions and back does not keep. */
const PRECISE = '%Y-%m-%dT%H:%M:%fZ';
/** Every fourth time is precise where the column takes any text. */
const PERIOD = 4;

/**
 * Past times in the first format that suits the column's type and constraints, some of them in another where nothing tells
 * the format; seconds since 1970 as integers.
 */
export function timeSource({ column, demands, position }: Slot, storage: string): Source {
  if (storage === 'integer') return (n) => BigInt(epochSeconds(n, position));
  const { fits, adjust } = textFitter(demands);
  if (takesAnyText(column, demands)) {
    const [usual, precise] = [timeMaker(USUAL, position), timeMaker(PRECISE, position)];
    return (n) => (n % PERIOD === 0 ? precise : usual)(n);
  }
  for (const format of [demands.time, BY_TYPE[column.type.toLowerCase()], ...FORMATS]) {
    const make = typeof format === 'string' ? timeMaker(format, position) : null;
    if (make !== null && fits(make(1))) return (n) => adjust(make(n), n);
  }
  const make = timeMaker(USUAL, position);
  return (n) => adjust(make(n), n);
}

/** A default writes one format, and a comparison needs both sides in the same. */
function takesAnyText(column: Column, { time, patterns, length, alphabet, comparedWith }: Demands): boolean {
  const isLimited = time !== null || patterns.length > 0 || alphabet !== null || comparedWith.length > 0;
  const isOpen = length.low === Number.NEGATIVE_INFINITY && length.high === Number.POSITIVE_INFINITY;
  return !isLimited && isOpen && column.default === null && /^(?:text)?$/i.test(column.type);
}
