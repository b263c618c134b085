import type { BehaviourDifference, Comparison, Treatment } from '../model/comparison.ts';
import type { SchemaDifference } from '../model/schema.ts';
import { wellFormedJson } from './wellFormedJson.ts';

/** A comparison for programs: every key in a fixed place, two blanks of indentation. */
export function comparisonJson(comparison: Comparison): string {
  const { schemaVersion, command, a, b, equal, seed, cases } = comparison;
  const ordered = {
    schemaVersion,
    command,
    a,
    b,
    equal,
    seed,
    cases,
    text: comparison.text.map(orderedDifference),
    structure: comparison.structure.map(orderedDifference),
    behaviour: comparison.behaviour.map(orderedBehaviour),
    untested: comparison.untested.map(({ object, reason }) => ({ object, reason })),
  };
  return wellFormedJson(ordered);
}

function orderedDifference({ object, aspect, before, after, ...rest }: SchemaDifference) {
  return { object, aspect, a: before, b: after, class: rest.class };
}

function orderedBehaviour({ table, constraint, row, setUp, statement, reads, a, b }: BehaviourDifference) {
  return { table, constraint, row, setUp, statement, reads, a: orderedTreatment(a), b: orderedTreatment(b) };
}

function orderedTreatment({ outcome, code, message, result }: Treatment): Treatment {
  return { outcome, code, message, result };
}
