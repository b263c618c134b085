import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { quoteLiteral } from '../sql/quote.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';
import { changedTables } from './parts/changed.ts';
import { names } from './parts/words.ts';

/** https://sqlite.org/autoinc.html: the highest id ever given out is kept in sqlite_sequence, by the table's name. */
export const sequenceLost: Hazard = {
  id: 'sequence-lost',
  summary: 'An AUTOINCREMENT table that is built anew forgets which ids it has given out.',

  look(context): readonly Finding[] {
    const { script, statements } = context;
    if (statements.some(({ statement }) => names(tokensOf(statement), 'sqlite_sequence'))) return [];
    return changedTables(context)
      .filter(({ found, now, isRebuilt }) => isRebuilt && found?.autoincrement === true && now.autoincrement)
      .map(({ now: { name }, statement }) => ({
        severity: 'warning',
        object: `table ${name}`,
        message: `table ${name} gives out the ids of deleted rows again after the rebuild`,
        why: 'DROP TABLE deletes its row of sqlite_sequence, and the copy counts from the highest id that is there. What else has kept a deleted id then means another row.',
        fix: `Carry the row over, behind the copy: UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = ${quoteLiteral(name)}) WHERE name = '<new table>'; stepproof explain sequence-lost`,
        location: at(script, statement),
        data: {},
      }));
  },
};
