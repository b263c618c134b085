import type { LooseFinding } from '../model/report.ts';

/** Findings for rollbacks that take back nothing, because no migration has their name. */
export function orphanFindings(orphans: readonly string[]): readonly LooseFinding[] {
  return orphans.map((path) => ({
    check: 'rollback-exists',
    severity: 'error',
    object: `script ${path}`,
    message: `${path} belongs to no migration`,
    why: 'A rollback takes back the migration of the same file name, and there is none: it would never run.',
    fix: 'Rename it to its migration’s name, or delete it.',
    location: { file: path, line: 1, column: 1 },
    data: {},
  }));
}
