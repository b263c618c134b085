import type { LedgerState } from '../model/ledger.ts';
import type { Drift } from '../model/operation.ts';
import type { LooseFinding } from '../model/report.ts';
import type { Migration } from '../model/script.ts';
import { DRIFT_CHECK } from '../rehearsal/standing/drift.ts';
import { LEDGER_CHECK, ledgerFindings } from '../rehearsal/standing/ledgerFindings.ts';

/** What of a database does not stand as its folder says: its ledger cannot be believed, or its schema is another one. */
export function statusFindings(
  ledger: LedgerState | null,
  drift: readonly Drift[] | null,
  migrations: readonly Migration[],
): readonly LooseFinding[] {
  return [
    ...(ledger === null ? [] : [...unknownSteps(ledger), ...ledgerFindings(ledger, migrations)]),
    ...(drift === null ? [] : driftFindings(drift)),
  ];
}

function unknownSteps({ tool, unknown }: LedgerState): readonly LooseFinding[] {
  return unknown.map((id) => ({
    check: LEDGER_CHECK,
    severity: 'error',
    object: `step ${id}`,
    message: `${id} is applied to the database, and the folder lacks it`,
    why: `The ledger of ${tool} names it, so the database was changed from another branch or a newer release.`,
    fix: 'Use the folder that has it, or put its file back.',
    location: null,
    data: { tool },
  }));
}

/** A finding for each difference: somebody changed the schema past the ladder. */
export function driftFindings(drift: readonly Drift[]): readonly LooseFinding[] {
  return drift.map(({ object, aspect, expected, actual }) => ({
    check: DRIFT_CHECK,
    severity: 'error',
    object,
    message: messageOf(object, aspect),
    why: [
      ...(expected === null ? [] : [`the steps make: ${expected}`]),
      ...(actual === null ? [] : [`in the database: ${actual}`]),
    ].join('\n'),
    fix: 'Bring the change into a step of its own, or take it back in the database.',
    location: null,
    data: { aspect },
  }));
}

function messageOf(object: string, aspect: string): string {
  if (aspect === 'lost') return `${object} is missing in the database`;
  return aspect === 'added' ? `${object} is in the database and comes from no step` : `${object} has another ${aspect}`;
}
