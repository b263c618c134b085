import { affinityOf } from '../../inspect/affinity.ts';

/** Types that people declare for text and that SQLite does not know as such. */
const FOR_TEXT = /json|string|uuid|guid|date|time|enum|phone|url|uri|email|xml/i;

/**
 * Whether a declared type is meant for text and has NUMERIC affinity all the same
 * (https://sqlite.org/datatype3.html#determination_of_column_affinity).
 */
export function holdsText(type: string): boolean {
  return FOR_TEXT.test(type) && affinityOf(type, false) === 'NUMERIC';
}
