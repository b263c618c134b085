import type { HazardContext } from '../../model/hazard.ts';
import type { MetStatement, WrittenForeignKey, WrittenSchema, WrittenTable } from '../../model/written.ts';
import { keyword } from '../../sql/keyword.ts';
import { qualifiedName } from '../../sql/qualifiedName.ts';
import type { Token } from '../../sql/tokens.ts';
import { tokensOf } from '../../sql/tokensOf.ts';
import { isSame } from './words.ts';

/** A DROP TABLE of a table that is known. */
export interface DroppedTable {
  readonly met: MetStatement;
  readonly table: WrittenTable;
  /** A table of its name is there at the end of the script. */
  readonly isRebuilt: boolean;
}

/** A table that refers to another, and how. */
export interface Child {
  readonly table: WrittenTable;
  readonly key: WrittenForeignKey;
}

/** The tables that a script drops. */
export function droppedTables({ statements }: HazardContext): readonly DroppedTable[] {
  const end = statements.at(-1)?.after;
  return statements.flatMap((met) => {
    const name = droppedTable(tokensOf(met.statement));
    const table = name === null ? undefined : met.before.tables.get(name.toLowerCase());
    return table === undefined ? [] : [{ met, table, isRebuilt: end?.tables.has(table.name.toLowerCase()) === true }];
  });
}

/** The table that a statement drops; null for any other statement. */
function droppedTable(tokens: readonly Token[]): string | null {
  if (keyword(tokens[0]) !== 'drop' || keyword(tokens[1]) !== 'table') return null;
  return qualifiedName(tokens, keyword(tokens[2]) === 'if' ? 4 : 2)?.name ?? null;
}

/** The other tables that refer to a table. */
export function childrenOf({ tables }: WrittenSchema, parent: string): readonly Child[] {
  return [...tables.values()]
    .filter(({ name }) => !isSame(name, parent))
    .flatMap((table) => table.foreignKeys.filter((key) => isSame(key.parent, parent)).map((key) => ({ table, key })));
}
