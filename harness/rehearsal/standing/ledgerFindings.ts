import type { LedgerState } from '../../model/ledger.ts';
import type { LooseFinding } from '../../model/report.ts';
import type { Migration } from '../../model/script.ts';

/** The promise that a ledger can be believed. */
export const LEDGER_CHECK = 'ledger-is-sound';

/** What speaks against a ledger: a step that was edited since it was applied, one that was begun and not finished. */
export function ledgerFindings(
  { tool, edited, problems }: LedgerState,
  migrations: readonly Migration[],
): readonly LooseFinding[] {
  const changed = edited.map((id): LooseFinding => {
    const script = migrations.find((migration) => migration.id === id)?.forward;
    return {
      check: LEDGER_CHECK,
      severity: 'error',
      object: `step ${id}`,
      message: `${id} has another text than when it was applied to this database`,
      why: `The ledger of ${tool} keeps its checksum. The database has what the old text made, and nothing brings it what the new one adds.`,
      fix: 'Take the edit back, and put what it shall do into a step of its own.',
      location: script === undefined ? null : { file: script.path, line: 1, column: 1 },
      data: { tool },
    };
  });
  const untrusted = problems.map(
    (problem): LooseFinding => ({
      check: LEDGER_CHECK,
      severity: 'error',
      object: `ledger of ${tool}`,
      message: problem,
      why: 'The steps are rehearsed as if the others were applied in full and in their order, and that is not certain.',
      fix: `Repair it with ${tool} first, or rehearse on a database whose ledger is whole.`,
      location: null,
      data: { tool },
    }),
  );
  return [...changed, ...untrusted];
}
