import type { HazardContext } from '../../model/hazard.ts';
import type { Statement } from '../../model/script.ts';
import type { WrittenTable } from '../../model/written.ts';

/** A table as it should be and as a script leaves it. */
export interface ChangedTable {
  /** As the script found it; for a rollback as the step had found it. */
  readonly old: WrittenTable;
  /** As the script found it; undefined where a rollback makes it again. */
  readonly found: WrittenTable | undefined;
  readonly now: WrittenTable;
  /** What gave it the columns that it has now. */
  readonly statement: Statement;
  /** Dropped or renamed away, and there again under its name. */
  readonly isRebuilt: boolean;
}

/** The tables that a script builds anew or alters, of those whose columns are known. */
export function changedTables({ statements, ground, direction }: HazardContext): readonly ChangedTable[] {
  const start = statements[0]?.before.tables ?? new Map<string, WrittenTable>();
  const end = statements.at(-1)?.after.tables ?? new Map<string, WrittenTable>();
  return [...end].flatMap(([key, now]) => {
    const found = start.get(key);
    const old = direction === 'rollback' ? ground.tables.get(key) : found;
    if (old === undefined || found === now) return [];
    const made = makerOf(statements, now);
    if (made === null || old.columns.length === 0 || now.columns.length === 0 || now.selected !== null) return [];
    const isRebuilt = statements.some(({ before, after }) => before.tables.has(key) && !after.tables.has(key));
    return [{ old, found, now, statement: made, isRebuilt }];
  });
}

/** The statement that gave a table its columns, under whatever name it had then; null where no statement of the script did. */
export function makerOf(statements: HazardContext['statements'], { columns }: WrittenTable): Statement | null {
  const has = (tables: ReadonlyMap<string, WrittenTable>): boolean =>
    [...tables.values()].some((table) => table.columns === columns);
  return (
    statements.find(({ before, after }) => before !== after && has(after.tables) && !has(before.tables))?.statement ??
    null
  );
}
