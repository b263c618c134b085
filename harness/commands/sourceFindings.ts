import { basename } from 'node:path';
import type { SourceDatabase } from '../model/realDatabase.ts';
import type { LooseFinding } from '../model/report.ts';

/** The promise that the database is at the end what it was at the beginning. */
export const SOURCE_CHECK = 'source-is-at-rest';

/** What a reader must know of the database that was copied. */
export async function sourceFindings(source: SourceDatabase): Promise<readonly LooseFinding[]> {
  const { path, sidecars, networkFileSystem } = source.facts;
  const finding = (told: Omit<LooseFinding, 'check' | 'object' | 'location' | 'data'>): LooseFinding => ({
    check: SOURCE_CHECK,
    object: `database ${basename(path)}`,
    location: null,
    data: {},
    ...told,
  });
  return [
    ...((await source.hasChanged())
      ? [
          finding({
            severity: 'warning',
            message: 'the database changed during the run',
            why: 'Another process wrote to it after it was copied. What is told here is of the moment of the copy.',
            fix: 'Rehearse again at a quiet time if the rows that came since matter.',
          }),
        ]
      : []),
    ...(sidecars.length > 0
      ? [
          finding({
            severity: 'note',
            message: `beside the database lay ${sidecars.join(', ')}`,
            why: 'Another process has it open, or did not close it. The copy has what these files hold.',
            fix: 'Nothing; but a copy of the database file alone would be another database.',
          }),
        ]
      : []),
    ...(networkFileSystem === null
      ? []
      : [
          finding({
            severity: 'warning',
            message: `the database lies on a network file system (${networkFileSystem})`,
            why: 'Locks of other machines may not hold there, and a copy that is made while they write may be torn.',
            fix: 'Rehearse on the machine that has the disk.',
          }),
        ]),
  ];
}
