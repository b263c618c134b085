import { foldName } from '../inspect/foldName.ts';
import { factsOf } from '../ladder/scriptFacts.ts';
import { UserError } from '../model/errors.ts';
import type { SchemaDifference, SchemaSnapshot } from '../model/schema.ts';
import type { Script } from '../model/script.ts';
import { differencesInWords } from '../rehearsal/standing/drift.ts';
import { type Condition, moreThanBefore } from './condition.ts';
import { driftOf } from './drift.ts';
import { beginningOf } from './failures.ts';

const TAKEN_BACK = 'It was taken back before it was committed: the database is as it was.';

/** Throws `UserError` where rows have lost their parents through a script. */
export function refuseOrphans(script: Script, before: Condition, after: Condition): void {
  const orphans = moreThanBefore(before.orphans, after.orphans);
  if (orphans.length === 0) return;
  throw new UserError('foreign-key-violation', `${script.path} leaves rows without a parent: ${orphans.join('; ')}`, {
    why: TAKEN_BACK,
    fix: 'Give the rows a parent, or delete them in the script.',
    location: beginningOf(script),
  });
}

/** The schemas that the folder's steps make of an empty database, before a script and behind it; null where that is not known. */
export interface ExpectedSchemas {
  readonly before: SchemaSnapshot | null;
  readonly after: SchemaSnapshot | null;
}

/**
 * Throws `UserError` where a script makes another schema than on an empty database. What was different before it ran is not
 * its doing.
 */
export function refuseOtherSchema(
  script: Script,
  expected: ExpectedSchemas,
  before: Condition,
  after: Condition,
  ledgerTables: readonly string[],
): void {
  if (expected.before === null || expected.after === null) return;
  const known = new Set(driftOf(expected.before, before.schema, ledgerTables).map(keyOf));
  const fresh = driftOf(expected.after, after.schema, ledgerTables).filter(
    (difference) => !known.has(keyOf(difference)),
  );
  if (fresh.length === 0) return;
  throw new UserError('schema-drift', `${script.path} makes another schema here than on an empty database`, {
    why: `Here ${differencesInWords(fresh)}. ${TAKEN_BACK}`,
    fix: 'See on a copy what it does: stepproof rehearse DATABASE',
    location: beginningOf(script),
  });
}

function keyOf({ object, aspect }: SchemaDifference): string {
  return `${object} ${aspect}`;
}

/**
 * Throws `UserError` where rows are gone from a table that the script does not name: a cascade or a trigger took them, and
 * neither foreign_key_check nor integrity_check has a word for that. A script that declares its losses is believed.
 */
export function refuseLostRows(script: Script, before: Condition, after: Condition): void {
  if (script.directives.some(declaresLoss)) return;
  const { dropped, deletedFrom, renamedTables } = factsOf(script).named;
  const isMeant = (table: string): boolean => dropped.table.has(table) || deletedFrom.has(table);
  const lost = [...before.rows].flatMap(([table, rows]) => {
    const name = foldName(table);
    const now = renamedTables.get(name) ?? name;
    if (isMeant(name) || isMeant(now)) return [];
    const left = [...after.rows].find(([other]) => foldName(other) === now)?.[1] ?? 0;
    return left < rows ? [`${rows - left} of ${rows} rows of table ${table}`] : [];
  });
  if (lost.length === 0) return;
  throw new UserError('rows-lost', `${script.path} deletes rows of tables that it does not name: ${lost.join('; ')}`, {
    why: `A foreign key with ON DELETE CASCADE, or a trigger, takes them along. ${TAKEN_BACK}`,
    fix: 'stepproof explain rows-survive shows how to keep them; where they are to go, delete them in the script by name.',
    location: beginningOf(script),
  });
}

function declaresLoss({ kind, check }: Script['directives'][number]): boolean {
  return kind === 'irreversible' || (kind === 'ignore' && check === 'rows-survive');
}
