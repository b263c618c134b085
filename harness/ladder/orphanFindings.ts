import type { LooseFinding } from '../model/report.ts';

/** Findings for rollbacks that take back nothing, because no migration has their name. */
export function orphanFindings(orphans: readonly string[]): readonly LooseFinding[] {
  return orphans.map((path) => ({
    check: 'rollback-exists',
    severity: 'error',
    object: `script ${path}`,
    message: `${path} belongs to no migration`,
    why: 'A rollback takes back one migration, and the one that it is named for is not there: it would never run.',
    fix: 'Name it after its migration, or delete it.',
    location: { file: path, line: 1, column: 1 },
    data: {},
  }));
}
