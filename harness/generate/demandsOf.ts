import { type Demands, NO_DEMANDS } from './demands.ts';
import { withDocument } from './documentDemands.ts';
import { withFacts } from './factDemands.ts';
import type { Fact } from './facts.ts';
import type { TableReading } from './tableReading.ts';

/** What the constraints of a table ask of each of its written columns, by name in lower case. */
export function demandsOf({ checks, conditions, generated, origins }: TableReading): ReadonlyMap<string, Demands> {
  const all = new Map<string, Demands>();
  const demandsOn = (column: string): Demands => all.get(column) ?? NO_DEMANDS;
  const hint = (column: string, facts: readonly Fact[]): void => {
    const values = facts.filter((fact) => fact.calls.length === 0).flatMap((fact) => fact.operands);
    const hints = [...demandsOn(column).hints, ...values.filter((value) => value !== null)];
    all.set(column, { ...demandsOn(column), hints });
  };
  for (const { facts, columns } of checks) {
    for (const [column, own] of Map.groupBy(facts, (fact) => fact.column)) {
      const from = origins.get(column) ?? [];
      // What is asked of a generated column reaches the columns that it is made of only as a hint.
      if (from.includes(column)) all.set(column, withFacts(demandsOn(column), own, columns.length === 1));
      else for (const origin of from) hint(origin, own);
    }
    for (const { column, other } of facts) {
      if (other === null || other === column) continue;
      all.set(other, { ...demandsOn(other), comparedWith: [...demandsOn(other).comparedWith, column] });
    }
  }
  for (const [column, own] of Map.groupBy(generated, (fact) => fact.column)) {
    all.set(column, withDocument(demandsOn(column), own));
  }
  for (const [column, own] of Map.groupBy(conditions, (fact) => fact.column)) {
    for (const origin of origins.get(column) ?? []) hint(origin, own);
  }
  return all;
}
