import { FORWARD_FAILED, locate, skip, tried } from '../../checks/parts/outcome.ts';
import type { Finding } from '../../model/finding.ts';
import type { Script } from '../../model/script.ts';
import { statementAbout } from '../../sql/mentions.ts';
import type { Orphans } from '../identity/orphans.ts';
import { orphanData, orphanSentence } from './orphanWords.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';

/** No row of the database loses its parent, and no foreign key what it refers to. */
export const foreignKeysHold: RehearsalCheck = {
  id: 'foreign-keys-hold',

  async run({ step, observed: { after, rollback, restored } }) {
    if (after === null) return skip(FORWARD_FAILED);
    const { forward, rollback: back } = step.migration;
    const taken = rollback !== null && restored !== null && back !== null ? restored.keys.fresh : [];
    const { checked, fresh, old } = after.keys;
    if (checked + taken.length === 0) return skip('no table with a foreign key, and no parent of one, was written');
    return tried(Math.max(1, checked), [
      ...fresh.map((orphans) => freshFinding(orphans, forward, 'after the migration')),
      ...taken.map((orphans) => freshFinding(orphans, back ?? forward, 'after the rollback')),
      ...old.map((orphans) => oldFinding(orphans, forward)),
    ]);
  },
};

function freshFinding(orphans: Orphans, script: Script, moment: string): Finding {
  return {
    severity: 'error',
    object: `table ${orphans.table}`,
    message: `${orphanSentence(orphans)}, ${moment}`,
    why: 'They had one before. integrity_check does not see rows without a parent; the next update of such a row fails.',
    fix: 'Move or delete them in the script, or keep their parents.',
    location: locate(script, statementAbout(script.statements, orphans.table)),
    data: orphanData(orphans),
  };
}

function oldFinding(orphans: Orphans, script: Script): Finding {
  return {
    severity: 'warning',
    object: `table ${orphans.table}`,
    message: `${orphanSentence(orphans)}, already before the migration`,
    why: 'They are no fault of the step, but a rebuild with foreign keys off, or any update of them, stops at such rows.',
    fix: 'Delete or reassign them, in a step of their own.',
    location: locate(script),
    data: orphanData(orphans),
  };
}
