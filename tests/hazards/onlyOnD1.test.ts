import { describe, expect, test } from 'vitest';
import { lintFolder } from '../../harness/commands/lint.ts';
import { hazards } from '../../harness/hazards/index.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { sqlOf } from './pageSql.ts';

const WRANGLER = '[[d1_databases]]\nbinding = "DB"\n';

/** The ids of what lint finds in a folder of migrations. */
async function seenIn(files: Readonly<Record<string, string>>): Promise<ReadonlySet<string>> {
  const { report } = await lintFolder({ dir: projectFolder(files), config: false }, () => 0, false);
  return new Set(report.steps.flatMap(({ checks }) => checks.flatMap(({ id, findings }) => findings.map(() => id))));
}

describe('a danger on D1 alone', () => {
  test.each(hazards.filter(({ onlyOnD1 }) => onlyOnD1))(
    'is looked for in a folder of wrangler: $id',
    async ({ id }) => {
      const { before, wrong } = sqlOf(id);
      for (const sql of wrong) {
        const files = { 'migrations/0001_before.sql': before, 'migrations/0002_wrong.sql': sql };
        expect(await seenIn({ ...files, 'wrangler.toml': WRANGLER })).toContain(id);
        expect(await seenIn(files)).not.toContain(id);
      }
    },
  );
});
