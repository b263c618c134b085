import type { BehaviourDifference, Comparison, Treatment } from '../model/comparison.ts';
import type { SchemaDifference } from '../model/schema.ts';

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
  // Half a surrogate pair makes strict readers refuse the whole document.
  const wellFormed = (_key: string, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value);
  return `${JSON.stringify(ordered, wellFormed, 2)}\n`;
}

function orderedDifference({ object, aspect, before, after, ...rest }: SchemaDifference) {
  return { object, aspect, a: before, b: after, class: rest.class };
}

function orderedBehaviour({ table, constraint, row, setUp, statement, a, b }: BehaviourDifference) {
  return { table, constraint, row, setUp, statement, a: orderedTreatment(a), b: orderedTreatment(b) };
}

function orderedTreatment({ outcome, code, message }: Treatment): Treatment {
  return { outcome, code, message };
}
