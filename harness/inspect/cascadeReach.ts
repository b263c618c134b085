import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { type KeyLink, linksTo } from './keyLinks.ts';

/** The other tables that deleting a row of a table removes rows from, through every level. */
export function cascadeReach(schema: SchemaSnapshot, table: Table): ReadonlySet<Table> {
  const reach = new Set([table]);
  // A set hands out what is added to it while it is walked through.
  for (const parent of reach) for (const { child } of cascadesFrom(schema, parent)) reach.add(child);
  reach.delete(table);
  return reach;
}

/** Whether what is removed takes rows of yet another table along. */
export function reachesFurther(schema: SchemaSnapshot, table: Table): boolean {
  return [...cascadeReach(schema, table)].some((child) =>
    cascadesFrom(schema, child).some((link) => link.child !== child && link.child !== table),
  );
}

function cascadesFrom(schema: SchemaSnapshot, table: Table): readonly KeyLink[] {
  return linksTo(schema, table).filter(({ key }) => key.onDelete === 'CASCADE');
}
