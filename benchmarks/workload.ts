import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Pair, scriptText } from './pair.ts';
import { subjectPairs } from './subject.ts';

/** The members come first: every other subject has an owner among them. */
const SUBJECTS = [
  'member',
  'project',
  'invoice',
  'ticket',
  'asset',
  'course',
  'parcel',
  'vehicle',
  'recipe',
  'sensor',
] as const;

/**
 * The ladder that performance is measured on: 50 pairs with 250 forward and 190 rollback statements, 40 indexes,
 * 10 views, 10 triggers, 20 ADD COLUMN and 10 rebuilds. The same on every call.
 */
export function workload(): readonly Pair[] {
  return SUBJECTS.flatMap(subjectPairs);
}

/** Writes the ladder as `migrations/` and `rollbacks/` below a folder, which is made where it is missing. */
export function writeWorkload(folder: string): void {
  for (const direction of ['migrations', 'rollbacks']) mkdirSync(join(folder, direction), { recursive: true });
  for (const [index, pair] of workload().entries()) {
    const file = `${String(index + 1).padStart(4, '0')}_${pair.name}.sql`;
    writeFileSync(join(folder, 'migrations', file), scriptText(pair.forward));
    writeFileSync(join(folder, 'rollbacks', file), scriptText(pair.rollback));
  }
}
