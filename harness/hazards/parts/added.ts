import type { HazardContext } from '../../model/hazard.ts';
import type { MetStatement, WrittenColumn, WrittenForeignKey, WrittenTable } from '../../model/written.ts';
import { readAlterTable } from '../../sql/alterTable.ts';
import type { Token } from '../../sql/tokens.ts';
import { tokensOf } from '../../sql/tokensOf.ts';
import { readAddedColumn } from '../../sql/writtenTable.ts';
import { isSame } from './words.ts';

/** A column that ALTER TABLE … ADD COLUMN brings. */
export interface AddedColumn {
  readonly met: MetStatement;
  readonly table: string;
  readonly column: WrittenColumn;
  readonly foreignKeys: readonly WrittenForeignKey[];
  /** Its definition, from its name on. */
  readonly tokens: readonly Token[];
  /** Its table has rows wherever the step is applied: it was there before the step. */
  readonly isOld: boolean;
}

/** The columns that a script adds to tables. */
export function addedColumns({ statements }: HazardContext): readonly AddedColumn[] {
  return statements.flatMap((met) => {
    const { text } = met.statement;
    const all = tokensOf(met.statement);
    const alteration = readAlterTable(all);
    if (alteration?.kind !== 'add column') return [];
    const at = all.findIndex((token, index) => index > 2 && token.value === alteration.column);
    const tokens = all.slice(at, all.at(-1)?.text === ';' ? -1 : undefined);
    const isOld = statements[0]?.before.tables.has(alteration.table.toLowerCase()) !== false;
    return [{ met, table: alteration.table, ...readAddedColumn(text, tokens), tokens, isOld }];
  });
}

/** A column of a table by its name. */
export function columnOf(table: WrittenTable | undefined, name: string): WrittenColumn | undefined {
  return table?.columns.find((column) => isSame(column.name, name));
}
