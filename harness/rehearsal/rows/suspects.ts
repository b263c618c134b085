import { planOf } from '../../generate/planMemory.ts';
import type { Constraint } from '../../generate/probes/constraint.ts';
import { constraintsOf } from '../../generate/probes/constraintsOf.ts';
import { namesIn } from '../../generate/probes/outcome.ts';
import type { Failure } from '../../model/engine.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import type { Statement } from '../../model/script.ts';
import { mentions } from '../../sql/mentions.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { leadingVerb } from '../../sql/statementKind.ts';
import type { EmptyClimb } from './emptyClimb.ts';

/** A table and the constraints of it that rows can have broken. */
export interface Suspect {
  readonly table: Table;
  readonly constraints: readonly Constraint[];
}

/** The constraints that SQLite can mean, by table. */
export function suspectsIn({ now, then }: EmptyClimb, { text }: Statement, failure: Failure): readonly Suspect[] {
  const names = namesIn(failure.message);
  const namesBefore = (table: Table): ReadonlySet<string> => {
    const known = now.tables.find(({ name }) => name === table.name);
    return new Set(known === undefined ? [] : constraintsIn(known, now).map(({ name }) => name));
  };
  return then.tables
    .filter((table) => table.kind === 'table' && speaksOf(text, table.name))
    .map((table) => {
      const all = constraintsIn(table, then).filter(({ kind }) => kind !== 'none' && kind !== 'foreign key');
      // ALTER TABLE names no constraint: it is one that was not there before.
      if (leadingVerb(text) === 'alter') {
        const known = namesBefore(table);
        return { table, constraints: all.filter(({ name }) => !known.has(name)) };
      }
      // SQLite stops at the first row; whoever repairs it wants to know of all.
      const isMeant = all.some(({ refusal }) => refusal?.code === failure.code && refusal.names === names);
      return { table, constraints: isMeant ? all : [] };
    })
    .filter(({ constraints }) => constraints.length > 0);
}

function constraintsIn(table: Table, schema: SchemaSnapshot): readonly Constraint[] {
  return constraintsOf(planOf(table, [], 0), schema);
}

function speaksOf(text: string, name: string): boolean {
  return mentions(text, name) || text.includes(quoteIdentifier(name));
}
