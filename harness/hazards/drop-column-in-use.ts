import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { WrittenSchema } from '../model/written.ts';
import { readAlterTable } from '../sql/alterTable.ts';
import { tokenize } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { columnOf } from './parts/added.ts';
import { at } from './parts/at.ts';
import { programsOf } from './parts/programs.ts';
import { isSame, names, refersTo } from './parts/words.ts';

/** https://sqlite.org/lang_altertable.html#altertabdropcol */
export const dropColumnInUse: Hazard = {
  id: 'drop-column-in-use',
  summary: 'A column is dropped that a key, an index, a view or a trigger still uses.',

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap(({ statement, before }) => {
      const alteration = readAlterTable(tokensOf(statement));
      if (alteration?.kind !== 'drop column') return [];
      const { table, column } = alteration;
      return usersOf(before, table, column).map(({ object, isCertain }) => ({
        severity: isCertain ? 'error' : 'warning',
        object,
        message: `${object} uses the column ${table}.${column}, which is dropped`,
        why: isCertain
          ? 'SQLite refuses to drop it.'
          : 'SQLite either refuses to drop it, or drops it and every later use of the trigger fails.',
        fix: `Drop ${object} first, and create it again without the column.`,
        location: at(script, statement),
        data: { table, column },
      }));
    });
  },
};

interface User {
  readonly object: string;
  readonly isCertain: boolean;
}

function usersOf(schema: WrittenSchema, table: string, column: string): readonly User[] {
  const known = columnOf(schema.tables.get(table.toLowerCase()), column);
  return [
    ...(known?.primaryKey === true ? [{ object: `the PRIMARY KEY of ${table}`, isCertain: true }] : []),
    ...(known?.unique === true ? [{ object: `UNIQUE (${column}) of ${table}`, isCertain: true }] : []),
    ...[...schema.indexes.values()]
      .filter((index) => isSame(index.table, table) && uses(index, column))
      .map(({ name }) => ({ object: `index ${name}`, isCertain: true })),
    ...programsOf(schema)
      .filter(({ program }) => isSame(program.table ?? '', table) || refersTo(tokensOf(program), table))
      .filter(({ program }) => names(tokensOf(program), column))
      .map(({ object }) => ({ object, isCertain: false })),
  ];
}

function uses({ parts, where }: { readonly parts: readonly string[]; readonly where: string | null }, column: string) {
  return parts.some((part) => names(tokenize(part), column)) || (where !== null && names(tokenize(where), column));
}
