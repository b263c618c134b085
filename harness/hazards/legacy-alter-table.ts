import type { Finding } from '../model/finding.ts';
import type { Hazard, HazardContext } from '../model/hazard.ts';
import { readAlterTable } from '../sql/alterTable.ts';
import { pragmaOf } from '../sql/statementKind.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';
import { childrenOf } from './parts/dropped.ts';
import { keepsForeignKeys } from './parts/enforcement.ts';

const ON = /^(?:1|on|yes|true)$/i;

/** https://sqlite.org/pragma.html#pragma_legacy_alter_table */
export const legacyAlterTable: Hazard = {
  id: 'legacy-alter-table',
  summary: 'PRAGMA legacy_alter_table is no way to rebuild a table.',

  look(context): readonly Finding[] {
    const { script, statements } = context;
    const renamed = keepsForeignKeys(context) ? renamedParent(context) : null;
    return statements
      .filter(({ statement }) => {
        const pragma = pragmaOf(statement.text);
        return pragma?.name === 'legacy_alter_table' && ON.test(pragma.value ?? '');
      })
      .map(({ statement }) => ({
        severity: renamed === null ? 'warning' : 'error',
        object: `script ${script.path}`,
        message:
          renamed === null
            ? `${statement.text} switches off what keeps views, triggers and references right when something is renamed`
            : `${statement.text} does not keep the references to ${renamed} where they are`,
        why:
          renamed === null
            ? 'It lasts as long as the connection: later steps are run under it too. On D1 it goes on from one call to the next.'
            : 'References in other tables follow a RENAME all the same while foreign keys are on, and DROP TABLE starts the ON DELETE actions.',
        fix: 'Build the table anew under its own name, without a RENAME: stepproof explain drop-reaches-children',
        location: at(script, statement),
        data: {},
      }));
  },
};

/** A table that is renamed while others refer to it. */
function renamedParent({ statements }: HazardContext): string | null {
  for (const { statement, before } of statements) {
    const alteration = readAlterTable(tokensOf(statement));
    if (alteration?.kind === 'rename table' && childrenOf(before, alteration.table).length > 0) return alteration.table;
  }
  return null;
}
