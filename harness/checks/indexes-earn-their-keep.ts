import { searchIndex } from '../inspect/indexSearch.ts';
import { namedIndexes } from '../inspect/namedIndexes.ts';
import { type RedundantIndex, redundantIndexes } from '../inspect/redundantIndexes.ts';
import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { Index, SchemaSnapshot } from '../model/schema.ts';
import type { State, Step } from '../model/step.ts';
import { type IndexUsers, idleIndexes, indexUsers } from './parts/indexUsers.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

/** Every index can be searched, repeats no other, and serves a query: each costs with every write. */
export const indexesEarnTheirKeep: Check = {
  id: 'indexes-earn-their-keep',
  summary: 'Every index can be searched, repeats no other one, and serves a catalogued query.',

  async run(context) {
    const { step, config } = context;
    if (step.forward.state === null) return skip(FORWARD_FAILED);
    const schema = await step.forward.state.schema();
    if (schema.indexes.length === 0) return skip('no index was made by name');
    const before = await step.before.schema();
    const repeated = new Set(redundantIndexes(before).map(({ index }) => index.name));
    const redundant = redundantIndexes(schema);
    const users = await indexUsers(context, step.forward.state);
    const idle = config.queries.length === 0 ? [] : await idleIndexes(context, step.forward.state, users);
    const names = new Set(redundant.map(({ index }) => index.name));
    return tried(schema.indexes.length, [
      ...(await searchNotes(step, step.forward.state, before, schema)),
      ...redundant.filter(({ index }) => !repeated.has(index.name)).map((one) => redundancyNote(one, users, step)),
      ...idle.filter(({ name }) => !names.has(name)).map((index) => idleNote(index, step)),
    ]);
  },
};

/** Asks about the indexes that this step made or changed the table of. */
async function searchNotes(
  step: Step,
  { engine }: State,
  before: SchemaSnapshot,
  after: SchemaSnapshot,
): Promise<readonly Finding[]> {
  const known = new Set(namedIndexes(before).map(({ table, index }) => `${table.sql}\0${index.sql}`));
  const notes: Finding[] = [];
  for (const { table, index } of namedIndexes(after)) {
    if (known.has(`${table.sql}\0${index.sql}`)) continue;
    const { finds, message } = await searchIndex(engine, table, index);
    if (finds === 'all') continue;
    const collations = [...new Set(index.columns.map(({ collation }) => collation))].join(', ');
    notes.push({
      ...noteOn(index, step),
      message:
        finds === 'none'
          ? `index ${index.name} cannot be searched by its columns: ${message}`
          : `index ${index.name} is searched only by comparisons that say COLLATE ${collations}`,
      why: 'An index serves a comparison of the same collation; any other reads it from end to end, or the table, and nothing says so.',
      fix:
        finds === 'none'
          ? `Drop it, or write it so that a query can use it: DROP INDEX ${index.name};`
          : `Say COLLATE in the queries, or declare the collation at the column of table ${index.table}, where every comparison takes it from.`,
      data: { plan: message },
    });
  }
  return notes;
}

function noteOn(index: Index, { migration, forwardFacts }: Step): Pick<Finding, 'severity' | 'object' | 'location'> {
  const statement = forwardFacts.runnable.find(({ text }) => creates(text, index.name));
  return { severity: 'note', object: `index ${index.name}`, location: locate(migration.forward, statement) };
}

const CREATE_INDEX = /^create\s+(?:unique\s+)?index\s+(?:if\s+not\s+exists\s+)?(?:main\s*\.\s*)?["`[]?/i;

function creates(text: string, index: string): boolean {
  const name = text.replace(CREATE_INDEX, '').slice(0, index.length + 1);
  return CREATE_INDEX.test(text) && name.toLowerCase().startsWith(index.toLowerCase()) && /["`\]\s]$/.test(name);
}

function redundancyNote({ index, by, isCopy }: RedundantIndex, users: IndexUsers, step: Step): Finding {
  const other =
    by === null
      ? `the INTEGER PRIMARY KEY of table ${index.table}`
      : by.origin === 'c'
        ? `index ${by.name}`
        : `the ${by.origin === 'pk' ? 'PRIMARY KEY' : 'UNIQUE constraint'} on ${columnsOf(by)}`;
  return {
    ...noteOn(index, step),
    message: `index ${index.name} on ${index.table} is ${isCopy ? 'a copy' : 'the left part'} of ${other}`,
    why: 'Every insert, delete and change of its columns writes both, and the other one finds the same rows.',
    fix: `DROP INDEX ${index.name};`,
    data: { by: by?.name ?? null, copy: isCopy, queries: [...(users.get(index.name) ?? [])].sort() },
  };
}

function idleNote(index: Index, step: Step): Finding {
  return {
    ...noteOn(index, step),
    message: `no catalogued query uses index ${index.name} on ${index.table}`,
    why: 'Every insert, delete and change of its columns writes it.',
    fix: `Add the query that needs it to the catalogue, or drop it: DROP INDEX ${index.name};`,
    data: { columns: columnsOf(index) },
  };
}

function columnsOf({ columns }: Index): string {
  return columns.map(({ name }) => name ?? 'an expression').join(', ');
}
