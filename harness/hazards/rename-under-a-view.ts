import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { readAlterTable } from '../sql/alterTable.ts';
import { pragmaOf } from '../sql/statementKind.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';
import { programsOf } from './parts/programs.ts';
import { isSame, refersTo } from './parts/words.ts';

/** https://sqlite.org/lang_altertable.html#altertabrename: RENAME compiles every view and trigger of the schema. */
export const renameUnderAView: Hazard = {
  id: 'rename-under-a-view',
  summary: 'A rebuild that ends in RENAME fails while a view or a trigger of another table names the table.',

  look({ script, statements }): readonly Finding[] {
    const isLegacy = statements.some(({ statement }) => pragmaOf(statement.text)?.name === 'legacy_alter_table');
    if (isLegacy) return [];
    return statements.flatMap(({ statement, before }) => {
      const alteration = readAlterTable(tokensOf(statement));
      // What has the name still stands: SQLite refuses the RENAME for another reason.
      if (alteration?.kind !== 'rename table' || before.tables.has(alteration.to.toLowerCase())) return [];
      const wasThere = statements[0]?.before.tables.has(alteration.to.toLowerCase()) === true;
      if (!wasThere) return [];
      return programsOf(before)
        .filter(({ program }) => !isSame(program.table ?? '', alteration.table))
        .filter(({ program }) => refersTo(tokensOf(program), alteration.to))
        .map(({ object }) => ({
          severity: 'error',
          object,
          message: `ALTER TABLE ${alteration.table} RENAME TO ${alteration.to} fails, because ${object} names ${alteration.to}`,
          why: `The table ${alteration.to} is not there at that moment, and SQLite compiles every view and trigger when it renames.`,
          fix: `Create ${alteration.to} under its own name instead of renaming (stepproof explain rows-survive), or drop ${object} first and create it again behind.`,
          location: at(script, statement),
          data: { table: alteration.to },
        }));
    });
  },
};
