import type { WrittenColumn, WrittenForeignKey, WrittenTable } from '../../model/written.ts';
import { normaliseSql } from '../../sql/normalise.ts';

/** One thing that a table's text promises. */
export interface Clause {
  readonly kind:
    | 'not null'
    | 'default'
    | 'collation'
    | 'check'
    | 'unique'
    | 'primary key'
    | 'foreign key'
    | 'action'
    | 'autoincrement'
    | 'strict'
    | 'without rowid';
  /** Its columns in lower case; empty for one that is about the table. */
  readonly columns: readonly string[];
  /** As a person writes it. */
  readonly text: string;
  /** Equal for clauses that say the same. */
  readonly key: string;
}

/** What a table's text promises beside the names and types of its columns. */
export function clausesOf(table: WrittenTable): readonly Clause[] {
  const { columns, primaryKey, uniques, foreignKeys, checks, autoincrement, strict, withoutRowid } = table;
  return [
    ...(primaryKey.length > 0 ? [clause('primary key', primaryKey, `PRIMARY KEY (${primaryKey.join(', ')})`)] : []),
    ...columns.flatMap(columnClauses),
    ...uniques.map((names) => clause('unique', names, `UNIQUE (${names.join(', ')})`)),
    ...checks.map(({ expression, tokens }) => ({
      ...clause('check', wordsOf(tokens), `CHECK (${expression.replaceAll(/\s+/g, ' ')})`),
      key: `check ${tokens}`,
    })),
    ...foreignKeys.flatMap(keyClauses),
    ...(autoincrement ? [clause('autoincrement', [], 'AUTOINCREMENT')] : []),
    ...(strict ? [clause('strict', [], 'STRICT')] : []),
    ...(withoutRowid ? [clause('without rowid', [], 'WITHOUT ROWID')] : []),
  ];
}

function clause(kind: Clause['kind'], columns: readonly string[], text: string): Clause {
  const lower = columns.map((name) => name.toLowerCase());
  return { kind, columns: lower, text, key: text.toLowerCase() };
}

function columnClauses({ name, notNull, default: value, collation }: WrittenColumn): readonly Clause[] {
  return [
    ...(notNull ? [clause('not null', [name], `NOT NULL at ${name}`)] : []),
    ...(value !== null && !/^null$/i.test(value)
      ? [
          {
            ...clause('default', [name], `DEFAULT ${value} at ${name}`),
            key: `default ${name.toLowerCase()} ${normaliseSql(value)}`,
          },
        ]
      : []),
    ...(collation !== null && collation !== 'BINARY'
      ? [clause('collation', [name], `COLLATE ${collation} at ${name}`)]
      : []),
  ];
}

function keyClauses({ columns, parent, onDelete, onUpdate }: WrittenForeignKey): readonly Clause[] {
  const key = `FOREIGN KEY (${columns.join(', ')}) REFERENCES ${parent}`;
  return [
    clause('foreign key', columns, key),
    ...(onDelete === 'NO ACTION' ? [] : [clause('action', columns, `ON DELETE ${onDelete} at ${key}`)]),
    ...(onUpdate === 'NO ACTION' ? [] : [clause('action', columns, `ON UPDATE ${onUpdate} at ${key}`)]),
  ];
}

function wordsOf(tokens: string): readonly string[] {
  return tokens.split(' ').map((word) => word.replaceAll('"', ''));
}
