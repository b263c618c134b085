import { foldName } from '../../inspect/foldName.ts';
import type { Engine, Queryable } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import type { Statement } from '../../model/script.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { leadingVerb } from '../../sql/statementKind.ts';
import { breakingRows, listingQuery } from './breakingRows.ts';
import { climbEmpty, type FailedScript } from './emptyClimb.ts';
import { explore } from './explore.ts';
import { type KeyedRows, nameRows } from './keyedRows.ts';
import { loosenedTable } from './loosenedTable.ts';
import { type Suspect, suspectsIn } from './suspects.ts';

/** Rows that a script's own schema forbids, and by which constraint. */
export interface OffendingRows {
  /** Under the name that it has at the end of the script. */
  readonly table: string;
  /** For example `UNIQUE (email)`. */
  readonly constraint: string;
  /** Lists them in the database as it is. */
  readonly query: string;
  readonly rows: KeyedRows;
}

/**
 * Finds the rows that a script fails on. The constraint is the one that SQLite names; what it asks is read from the schema
 * that the script makes of an empty database, and asked of the rows as they are right before the statement that failed.
 * Empty where that tells nothing: the statement is at fault, or a trigger.
 *
 * @param open opens an empty database in memory
 */
export async function offendingRows(
  database: Queryable,
  script: FailedScript,
  open: () => Promise<Engine>,
  showValues: boolean,
): Promise<readonly OffendingRows[]> {
  const at = script.failure.statement;
  const statement = at === null ? undefined : script.statements[at];
  if (at === null || statement === undefined) return [];
  const climbed = await climbEmpty(script, at, open);
  if (climbed === null) return [];
  const suspects = suspectsIn(climbed, statement, script.failure);
  const found: OffendingRows[] = [];
  for (const { table, constraints } of suspects) {
    const stage = stageFor(climbed.now, table, statement);
    const name = climbed.finalName(table);
    try {
      const named = await explore(database, [...script.statements.slice(0, at), ...stage.setUp], script, () =>
        nameAll(database, { table, constraints }, stage.from, name, showValues),
      );
      found.push(...named);
    } catch (error) {
      // What cannot be set up is not told: the failure itself is.
      if (!(error instanceof SqlError)) throw error;
    }
  }
  return found;
}

/** Where the rows can be looked at: in the table itself, or in one like it without constraints. */
function stageFor(
  { tables }: SchemaSnapshot,
  table: Table,
  statement: Statement,
): { readonly setUp: readonly { readonly text: string }[]; readonly from: string } {
  const now = tables.find(({ name }) => foldName(name) === foldName(table.name)) ?? null;
  const writes = ['insert', 'replace', 'update'].includes(leadingVerb(statement.text));
  const name = quoteIdentifier(table.name);
  const isThere = now !== null && table.columns.every((column) => now.columns.some((old) => old.name === column.name));
  if (!writes && isThere) return { setUp: [], from: name };
  const setUp = [...loosenedTable(table, now).map((text) => ({ text })), ...(writes ? [statement] : [])];
  return { setUp, from: `temp.${name} AS ${name}` };
}

async function nameAll(
  database: Queryable,
  { table, constraints }: Suspect,
  from: string,
  name: string,
  showValues: boolean,
): Promise<readonly OffendingRows[]> {
  const found: OffendingRows[] = [];
  for (const constraint of constraints) {
    const rows = await nameRows(database, table, breakingRows(table, constraint, from), showValues);
    if (rows.total === 0) continue;
    found.push({ table: name, constraint: constraint.name, query: listingQuery(table, constraint, name), rows });
  }
  return found;
}
