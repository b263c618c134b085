import type { Check } from '../model/check.ts';
import type { Expectation } from '../model/config.ts';
import type { Finding } from '../model/finding.ts';
import type { SchemaObject, SchemaSnapshot } from '../model/schema.ts';
import type { StepScripts } from '../model/step.ts';
import { statementAbout } from '../sql/mentions.ts';
import { isDroppedBefore } from './parts/droppedBefore.ts';
import { count, FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

/** The indexes are exactly those that were there, plus what the script creates, minus what it drops by name. */
export const expectedIndexes: Check = {
  id: 'expected-indexes',
  summary: 'Exactly the indexes are there that the step, the configuration and the lock expect.',

  async run({ step, config, lock }) {
    if (step.forward.state === null) return skip(FORWARD_FAILED);
    const before = await step.before.schema();
    const after = await step.forward.state.schema();
    const view = await lock();
    const locked = view?.frozen === true ? (view.locked?.indexes ?? null) : null;
    const expectation = config.expect[step.migration.id];
    return tried(Math.max(1, after.indexes.length), [
      ...unexpectedIndexes(before, after, step, expectation),
      ...(locked === null ? [] : compareNames('indexes', locked, names(after.indexes), step, 'stepproof.lock.json')),
    ]);
  },
};

/** How the indexes, and what else the configuration counts, differ from what is expected after a step. */
export function unexpectedIndexes(
  before: SchemaSnapshot,
  after: SchemaSnapshot,
  step: StepScripts,
  expectation: Expectation | undefined,
): readonly Finding[] {
  return [
    ...fromScript(before, after, step),
    ...hiddenIndexes(before, step),
    ...(expectation === undefined ? [] : fromConfiguration(expectation, after, step)),
  ];
}

function names(objects: readonly SchemaObject[]): readonly string[] {
  return objects.map(({ name }) => name).sort();
}

function fromScript(before: SchemaSnapshot, after: SchemaSnapshot, step: StepScripts): readonly Finding[] {
  const { named, runnable } = step.forwardFacts;
  const tables = new Set(after.tables.map(({ name }) => name.toLowerCase()));
  const there = new Set(after.indexes.map(({ name }) => name.toLowerCase()));
  const stays = ({ name, table }: SchemaObject): boolean => {
    const owner = table.toLowerCase();
    return !named.dropped.index.has(name.toLowerCase()) && tables.has(named.renamedTables.get(owner) ?? owner);
  };
  const lost = before.indexes.filter((index) => stays(index) && !there.has(index.name.toLowerCase()));
  const missing = [...named.created.index].filter((name) => !there.has(name) && !named.dropped.index.has(name));
  const location = (name: string) => locate(step.migration.forward, statementAbout(runnable, name));
  return [
    ...lost.map((index) =>
      indexFinding(
        index.name,
        `index ${index.name} on ${index.table} is missing after the step`,
        `${index.sql};`,
        location(index.table),
      ),
    ),
    ...missing.map((name) =>
      indexFinding(
        name,
        `index ${name}, which the script creates, is not there at its end`,
        'Create it after the last statement that drops its table.',
        location(name),
      ),
    ),
  ];
}

function indexFinding(name: string, message: string, fix: string, location: Finding['location']): Finding {
  return {
    severity: 'error',
    object: `index ${name}`,
    message,
    why: 'Queries that relied on it scan the whole table, and nothing fails: it only gets slow.',
    fix,
    location,
    data: {},
  };
}

/** https://sqlite.org/lang_createindex.html: names of indexes are global, and IF NOT EXISTS looks at the name alone. */
function hiddenIndexes(before: SchemaSnapshot, { forwardFacts, migration }: StepScripts): readonly Finding[] {
  const { named, guardedCreates, runnable } = forwardFacts;
  return guardedCreates.flatMap(({ kind, name, tokens, statement }) => {
    const hiding = before.indexes.find((index) => index.name.toLowerCase() === name);
    if (kind !== 'index' || hiding === undefined || hiding.tokens === tokens) return [];
    if (named.rebuilt.has(hiding.table.toLowerCase()) || isDroppedBefore(hiding, statement, runnable)) return [];
    const message = `CREATE INDEX IF NOT EXISTS ${name} does nothing: another index has that name already (${hiding.sql})`;
    return [indexFinding(name, message, 'Give the new index a name of its own.', locate(migration.forward, statement))];
  });
}

function fromConfiguration(expectation: Expectation, after: SchemaSnapshot, step: StepScripts): readonly Finding[] {
  const actual = {
    tables: names(after.tables.filter(({ kind }) => kind !== 'shadow')),
    indexes: names(after.indexes),
    views: names(after.views),
    triggers: names(after.triggers),
  };
  return (['tables', 'indexes', 'views', 'triggers'] as const).flatMap((kind) => {
    const expected = expectation[kind];
    if (expected === undefined) return [];
    if (typeof expected !== 'number') return compareNames(kind, expected, actual[kind], step, 'the configuration');
    if (expected === actual[kind].length) return [];
    return [
      expectationFinding(
        kind,
        `${actual[kind].length} ${kind} are there after the step, the configuration expects ${expected}`,
        step,
      ),
    ];
  });
}

function compareNames(
  kind: string,
  expected: readonly string[],
  actual: readonly string[],
  step: StepScripts,
  source: string,
): readonly Finding[] {
  const missing = expected.filter((name) => !actual.includes(name));
  const surplus = actual.filter((name) => !expected.includes(name));
  return [
    ...(missing.length === 0
      ? []
      : [expectationFinding(kind, `${source} expects ${kind} that are not there: ${missing.join(', ')}`, step)]),
    ...(surplus.length === 0
      ? []
      : [
          expectationFinding(
            kind,
            `${count(surplus.length, 'object')} of ${kind} that ${source} does not expect: ${surplus.join(', ')}`,
            step,
          ),
        ]),
  ];
}

function expectationFinding(kind: string, message: string, { migration }: StepScripts): Finding {
  return {
    severity: 'error',
    object: `step ${migration.id}`,
    message,
    why: 'What the step ends with is not what was agreed on.',
    fix: 'Correct the script; or, when the change is meant, the expectation: `expect` in stepproof.config.ts, or stepproof check --update for the lock.',
    location: locate(migration.forward),
    data: { kind },
  };
}
