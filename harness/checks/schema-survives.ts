import { carriedTables } from '../inspect/sameTable.ts';
import { compareTable } from '../inspect/tableDifference.ts';
import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { SchemaDifference, SchemaObject, SchemaSnapshot, Table } from '../model/schema.ts';
import type { StepScripts } from '../model/step.ts';
import { mentions } from '../sql/mentions.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

/** Nothing of the schema goes away without being dropped by name. */
export const schemaSurvives: Check = {
  id: 'schema-survives',
  summary: 'Nothing of the schema disappears that the script does not drop by name.',

  async run({ step }) {
    const { before, forward } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const old = await before.schema();
    const now = await forward.state.schema();
    const cases = old.tables.length + old.indexes.length + old.views.length + old.triggers.length;
    if (cases === 0) return skip('the schema was empty before the step');
    return tried(cases, schemaLosses(old, now, step));
  },
};

/** What of a schema went away without being dropped by name. */
export function schemaLosses(old: SchemaSnapshot, now: SchemaSnapshot, step: StepScripts): readonly Finding[] {
  return [...lostObjects(old, now, step), ...otherIndexes(old, now, step), ...weakenedTables(old, now, step)];
}

/** Indexes, triggers and views that went down with a table and did not come back. */
function lostObjects(old: SchemaSnapshot, now: SchemaSnapshot, step: StepScripts): readonly Finding[] {
  const { named } = step.forwardFacts;
  const owners = new Set([...now.tables, ...now.views].map(({ name }) => name.toLowerCase()));
  const there = new Set([...now.indexes, ...now.views, ...now.triggers].map((object) => keyOf(object)));
  const ownerStays = ({ type, table, name }: SchemaObject): boolean => {
    const owner = table.toLowerCase();
    return type === 'view' || name === table || owners.has(named.renamedTables.get(owner) ?? owner);
  };
  return [...old.indexes, ...old.views, ...old.triggers]
    .filter((object) => !there.has(keyOf(object)) && !named.dropped[object.type].has(object.name.toLowerCase()))
    .filter(ownerStays)
    .map((object) => ({
      severity: 'error',
      object: `${object.type} ${object.name}`,
      message: `${object.type} ${object.name} is gone after the migration`,
      why: `It went down with ${object.table === object.name ? 'what it stood on' : object.table}, which the script drops and creates again; DROP TABLE takes indexes and triggers along.`,
      fix: `Create it again at the end of the script:\n${object.sql};`,
      location: locate(step.migration.forward, statementDropping(step, object.table)),
      data: { table: object.table },
    }));
}

function keyOf({ type, name }: SchemaObject): string {
  return `${type} ${name.toLowerCase()}`;
}

/** Indexes that went down with a rebuilt table and came back under their name as something else. */
function otherIndexes(old: SchemaSnapshot, now: SchemaSnapshot, step: StepScripts): readonly Finding[] {
  const { named } = step.forwardFacts;
  const there = new Map(now.indexes.map((index) => [keyOf(index), index]));
  return old.indexes.flatMap((index) => {
    const back = there.get(keyOf(index));
    if (back === undefined || back.tokens === index.tokens || named.dropped.index.has(index.name.toLowerCase()))
      return [];
    if (!named.rebuilt.has(back.table.toLowerCase())) return [];
    const object = `index ${index.name}`;
    return [
      weakened({ object, aspect: 'definition', before: index.sql, after: back.sql, class: 'wrong' }, step, back.table),
    ];
  });
}

/** Constraints that the text of a rebuilt table no longer has: perhaps on purpose, so a warning with both sides. */
function weakenedTables(old: SchemaSnapshot, now: SchemaSnapshot, step: StepScripts): readonly Finding[] {
  const { named } = step.forwardFacts;
  return carriedTables(old, now, named).flatMap(({ before, after }) => {
    if (after === null || !named.rebuilt.has(after.name.toLowerCase())) return [];
    return compareTable(before, after)
      .filter(({ aspect, before: had }) => WEAKENING.has(aspect) && had !== null)
      .filter((difference) => !isKeyNow(difference, after))
      .filter(({ object }) => !named.droppedColumns.get(after.name.toLowerCase())?.has(columnOf(object)))
      .map((difference) => weakened(difference, step, after.name));
  });
}

/** A UNIQUE column that became the PRIMARY KEY refuses what it refused before. */
function isKeyNow({ aspect, object }: SchemaDifference, { columns }: Table): boolean {
  const [key, ...others] = columns.filter(({ primaryKey }) => primaryKey > 0);
  return aspect === 'unique' && others.length === 0 && key !== undefined && columnOf(object) === key.name.toLowerCase();
}

const WEAKENING = new Set<string>([
  'lost',
  'check',
  'default',
  'not null',
  'unique',
  'primary key',
  'collation',
  'foreign key',
  'on delete',
  'on update',
  'deferred',
  'autoincrement',
  'generated',
  'strict',
  'without rowid',
]);

function columnOf(object: string): string {
  return object.startsWith('column ') ? (object.split('.').at(-1)?.toLowerCase() ?? '') : '';
}

function weakened({ object, aspect, before, after }: SchemaDifference, step: StepScripts, table: string): Finding {
  const lost = aspect === 'lost';
  return {
    severity: 'warning',
    object,
    message: lost
      ? `${object} is gone after table ${table} was rebuilt: ${before ?? ''}`
      : `${object} loses or changes its ${aspect} in the rebuild of ${table}: ${before ?? 'none'} before, ${after ?? 'none'} now`,
    why: 'A rebuild writes the whole table anew, and what its text leaves out is dropped without a word.',
    fix: `Put it back into the CREATE TABLE, or say that it is meant:\n-- stepproof: ignore schema-survives "why it goes"`,
    location: locate(step.migration.forward, statementDropping(step, table)),
    data: { aspect, before, after },
  };
}

function statementDropping(
  { forwardFacts }: StepScripts,
  table: string,
): StepScripts['forwardFacts']['runnable'][number] | undefined {
  return forwardFacts.runnable.find(({ text }) => /^\s*(?:drop|create)\s+table\b/i.test(text) && mentions(text, table));
}
