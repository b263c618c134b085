import type { Row } from '../generate/probes/constraint.ts';
import { foldName } from '../inspect/foldName.ts';
import type { BoundStatement, Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { TableRows } from './baseRows.ts';
import { tableContents } from './contents.ts';
import type { Changed } from './parentRows.ts';
import { statementText, type Trial } from './trial.ts';

/**
 * What is left of a transaction when its second statement writes a legal row and then one that breaks a constraint: the
 * five conflict clauses take back nothing, the row, the statement or everything (https://sqlite.org/lang_conflict.html).
 */
export function conflictTrials(rows: TableRows): readonly Trial[] {
  const { table, columns, insert } = rows;
  if (!/ on conflict /.test(table.tokens)) return [];
  const keys = table.indexes.flatMap((index) => {
    const names = index.columns.flatMap(({ name }) => name ?? []);
    return index.unique && names.length === index.columns.length && index.where === null ? [names] : [];
  });
  const alias = table.rowidAlias === null ? [] : [[table.rowidAlias]];
  const demanded = table.columns.filter(({ notNull, generated }) => notNull && generated === 'no');
  const trialOf = (first: Row | undefined, breach: (row: Row) => Changed): readonly Trial[] => {
    const [second, third] = rows.rows.filter((row) => row !== first);
    if (first === undefined || second === undefined || third === undefined) return [];
    return [transactionTrial(rows, [insert(first), joined(insert(second), insert(third, breach(first)))])];
  };
  const valueIn = (row: Row, name: string) => row[columns.indexOf(name)] ?? null;
  return [
    ...[...keys, ...alias].flatMap((names) => {
      const keyed = rows.rows.find((row) => names.every((name) => valueIn(row, name) !== null));
      return trialOf(keyed, (row) => Object.fromEntries(names.map((name) => [name, valueIn(row, name)])));
    }),
    ...demanded.flatMap(({ name }) => trialOf(rows.rows[0], () => ({ [name]: null }))),
  ];
}

/** Two rows written by one statement. */
function joined(one: BoundStatement, other: BoundStatement): BoundStatement {
  const places = other.text.slice(other.text.lastIndexOf('('));
  return { text: `${one.text}, ${places}`, values: [...(one.values ?? []), ...(other.values ?? [])] };
}

function transactionTrial({ table }: TableRows, statements: readonly BoundStatement[]): Trial {
  const read = tableContents(table);
  return {
    kind: 'constraint',
    about: [foldName(table.name)],
    text: ['BEGIN', ...statements.map(statementText), read, 'COMMIT', read].join('; '),
    statements,
    read,
    async observe(engine) {
      const copy = await engine.fork();
      const answers: string[] = [];
      for (const { text, values = [] } of [{ text: 'BEGIN' }, ...statements, { text: read }, { text: 'COMMIT' }])
        answers.push(await answerTo(copy, { text, values }));
      answers.push(await answerTo(copy, { text: read }));
      await copy.close();
      return answers.join('; ');
    },
  };
}

async function answerTo(engine: Engine, { text, values = [] }: BoundStatement): Promise<string> {
  try {
    return (await engine.query(text, values)).map(String).join(' ');
  } catch (error) {
    if (error instanceof SqlError) return error.code;
    throw error;
  }
}
