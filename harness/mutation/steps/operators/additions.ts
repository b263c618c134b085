import { readAlterTable } from '../../../sql/alterTable.ts';
import { keyword } from '../../../sql/keyword.ts';
import { tokenize } from '../../../sql/tokens.ts';
import type { Span } from '../../splice.ts';
import { readTableText } from '../../tableText.ts';
import { changeWithin } from '../edits.ts';
import type { StepOperator, Subject } from '../subject.ts';

/** What can be wrong with a column that ALTER TABLE … ADD COLUMN declares. */
export const additionOperators: readonly StepOperator[] = [
  {
    id: 'added-column-loss',
    *changes(subject) {
      for (const { statement, item, inner } of additionsIn(subject)) {
        for (const { kind, start, end } of item.clauses) {
          yield changeWithin(subject, statement, `${item.column} without its ${kind}`, [
            inner({ start, end, text: '' }),
          ]);
        }
      }
    },
  },
  {
    id: 'added-column-type',
    *changes(subject) {
      for (const { statement, item, inner } of additionsIn(subject)) {
        const { start, end } = inner(item.type);
        // https://sqlite.org/datatype3.html#determination_of_column_affinity
        const isText = /char|clob|text/i.test(statement.text.slice(start, end));
        const type = isText ? 'INTEGER' : 'TEXT';
        const edit = { start, end, text: start === end ? ` ${type}` : type };
        yield changeWithin(subject, statement, `${item.column} ${type}`, [edit]);
      }
    },
  },
];

function additionsIn({ script }: Subject) {
  return script.statements.flatMap((statement) => {
    const tokens = tokenize(statement.text);
    const alteration = readAlterTable(tokens);
    if (alteration?.kind !== 'add column') return [];
    const add = tokens.findIndex((token) => keyword(token) === 'add');
    const first = tokens[keyword(tokens[add + 1]) === 'column' ? add + 2 : add + 1];
    if (first === undefined) return [];
    // A column reads the same in the list of a table.
    const head = 'CREATE TABLE t (';
    const [item] = readTableText({ sql: `${head}${statement.text.slice(first.start)})` }).items;
    const by = first.start - head.length;
    const inner = <Piece extends Span>(piece: Piece) => ({
      ...piece,
      start: piece.start + by,
      end: piece.end + by,
    });
    return item === undefined ? [] : [{ statement, item, inner }];
  });
}
