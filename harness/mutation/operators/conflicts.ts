import type { SchemaSnapshot } from '../../model/schema.ts';
import { keyword } from '../../sql/keyword.ts';
import type { Token } from '../../sql/tokens.ts';
import { type Change, changeOf, type Operator } from '../mutant.ts';
import { spanOf, splice } from '../splice.ts';
import { readTableText } from '../tableText.ts';
import { ordinaryTables } from './ordinaryTables.ts';

const ACTIONS = ['ROLLBACK', 'ABORT', 'FAIL', 'IGNORE', 'REPLACE'];

/** What can be wrong with an ON CONFLICT clause; CHECK and foreign keys take none (https://sqlite.org/lang_conflict.html). */
export const conflictOperators: readonly Operator[] = [
  {
    id: 'conflict-drop',
    changes: (schema) => inClauses(schema, (words) => [{ what: 'removed', words, text: '' }]),
  },
  {
    id: 'conflict-change',
    changes: (schema) =>
      inClauses(schema, (words) => {
        const own = words.at(-1)?.text.toUpperCase();
        const others = ACTIONS.filter((action) => action !== own);
        return others.map((action) => ({ what: `replaced by ${action}`, words: words.slice(-1), text: action }));
      }),
  },
];

interface Replacement {
  readonly what: string;
  readonly words: readonly Token[];
  readonly text: string;
}

function* inClauses(
  schema: SchemaSnapshot,
  vary: (words: readonly Token[]) => readonly Replacement[],
): Iterable<Change> {
  for (const table of ordinaryTables(schema)) {
    for (const { clauses, column } of readTableText(table).items) {
      for (const { kind, tokens } of clauses) {
        const at = tokens.findIndex((token) => keyword(token) === 'conflict');
        if (at === -1 || !['primary key', 'unique', 'not null'].includes(kind)) continue;
        const words = tokens.slice(at - 1, at + 2);
        const clause = words.map(({ text }) => text).join(' ');
        const of = `${kind.toUpperCase()}${column === null ? '' : ` of ${column}`}`;
        for (const { what, words: replaced, text } of vary(words))
          yield changeOf(table, `${clause} of ${of} ${what}`, splice(table.sql, [{ ...spanOf(replaced), text }]));
      }
    }
  }
}
