import type { KeyProbe } from '../../generate/keyProbe.ts';
import type { KeyLink } from '../../inspect/keyLinks.ts';
import type { Finding } from '../../model/finding.ts';
import type { Step } from '../../model/step.ts';
import { locate } from './outcome.ts';

/** What a probe does, as the beginning of a sentence. */
export function doing(event: KeyProbe['event'], parent: string): string {
  return event === 'delete' ? `deleting a row of ${parent}` : `changing the key of a row of ${parent}`;
}

/** `ON DELETE CASCADE`: what a foreign key declares for an event. */
export function declaration({ key }: KeyLink, event: KeyProbe['event']): string {
  return event === 'delete' ? `ON DELETE ${key.onDelete}` : `ON UPDATE ${key.onUpdate}`;
}

/** `jobs (workspace_id)`: a foreign key by its columns. */
export function keyName({ child, key }: KeyLink): string {
  return `${child.name} (${key.columns.join(', ')})`;
}

/** Where a finding about a table points: at the first statement that names it. */
export function aboutTable(name: string, { migration, forwardFacts }: Step): Pick<Finding, 'object' | 'location'> {
  const lower = name.toLowerCase();
  const statement = forwardFacts.runnable.find(({ text }) => text.toLowerCase().includes(lower));
  return { object: `table ${name}`, location: locate(migration.forward, statement) };
}
