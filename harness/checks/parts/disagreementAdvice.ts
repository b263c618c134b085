import type { Failure } from '../../model/engine.ts';
import { type Advice, adviceFor } from './engineAdvice.ts';

/** Why one engine refuses what another accepts, and what to do. */
export function adviceOnDisagreement(failure: Failure): Advice {
  return NOT_UNDERSTOOD.test(failure.message) ? NEWER : adviceFor(failure);
}

/** What ALTER TABLE does to constraints is carried out by functions with such names (https://sqlite.org/draft/lang_altertable.html). */
const NOT_UNDERSTOOD = /syntax error|^not authorized to use function: sqlite_/;

const NEWER: Advice = {
  why: 'One of the two is an older SQLite and does not know these words yet.',
  fix: 'Write it in words that both understand. Another CHECK or NOT NULL takes a rebuild of the table, with guard triggers where others refer to it: stepproof explain rows-survive',
};
