import { rollbackExists } from '../checks/rollback-exists.ts';
import type { LoadedConfig } from '../config/loaded.ts';
import { nearest } from '../config/nearest.ts';
import { locate } from '../config/problem.ts';
import type { Check } from '../model/check.ts';
import type { MigrationSet } from '../model/layout.ts';
import type { LooseFinding } from '../model/report.ts';

/** A rollback file that belongs to no migration is never run, and looks as if it were. */
export function orphanFindings(
  { migrations, orphans }: MigrationSet,
  selected: readonly Check[],
): readonly LooseFinding[] {
  if (!selected.some(({ id }) => id === rollbackExists.id)) return [];
  const alone = migrations.filter(({ rollback }) => rollback === null).map(({ forward }) => forward.path);
  return orphans.map((path): LooseFinding => {
    const meant = nearest(fileName(path), alone.map(fileName));
    return {
      check: rollbackExists.id,
      severity: 'warning',
      object: path,
      message: 'the rollback belongs to no migration',
      why: 'It is never run, so it takes nothing back and its faults stay unseen.',
      fix:
        meant === undefined
          ? 'Give it the file name of its migration, or delete it.'
          : `Rename it to ${meant}, the file name of a migration that has no rollback, or delete it.`,
      location: { file: path, line: 1, column: 1 },
      data: {},
    };
  });
}

/** JSON columns that are declared while no check reads them: silence would look like a proof. */
export function unreadJsonColumns(
  { jsonColumns, source }: LoadedConfig,
  checks: readonly Check[],
): readonly LooseFinding[] {
  const read = checks.some(({ id }) => id === JSON_CHECK);
  if (read || jsonColumns.length === 0 || source === null) return [];
  return [
    {
      check: JSON_CHECK,
      severity: 'note',
      object: `json ${jsonColumns.join(', ')}`,
      message: 'the configuration describes JSON columns, and no check of this version looks at them',
      why: 'Their documents are not proven.',
      fix: 'Nothing to do: a later version reads them.',
      location: locate(source, ['json']),
      data: { columns: jsonColumns },
    },
  ];
}

const JSON_CHECK = 'json-columns-validate';

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
