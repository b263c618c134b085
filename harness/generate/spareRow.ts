import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Table } from '../model/schema.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { lastRowid } from './lastRowid.ts';
import { rowidName } from './rowidName.ts';
import type { TableWriter } from './tableWriter.ts';

/** A row that is there only to be deleted. */
export interface SpareRow {
  /** false where the table does not let it go. */
  delete(): Promise<boolean>;
}

/** Whether a table numbers its rows by itself, so that a deleted row leaves a gap. */
export function numbersRows({ kind, withoutRowid, rowidAlias }: Table): boolean {
  return kind === 'table' && !withoutRowid && rowidAlias === null;
}

/** Writes a spare row; null where the table takes none. */
export async function writeSpareRow(engine: Engine, table: Table, writer: TableWriter): Promise<SpareRow | null> {
  const name = rowidName(table);
  if (name === null || (await writer.writeSpare()) !== null) return null;
  const rowid = await lastRowid(engine);
  return {
    async delete() {
      try {
        await engine.query(`DELETE FROM ${quoteIdentifier(table.name)} WHERE ${name} = ?`, [rowid]);
        return true;
      } catch (error) {
        if (error instanceof SqlError) return false;
        throw error;
      }
    },
  };
}
