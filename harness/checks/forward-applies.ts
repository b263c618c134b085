import type { Check, CheckContext } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { SchemaObject } from '../model/schema.ts';
import type { Statement } from '../model/script.ts';
import type { ForbiddenRows, GuardedCreate, Run, Step } from '../model/step.ts';
import { statementAbout } from '../sql/mentions.ts';
import { applyFindings } from './parts/applyFindings.ts';
import { rowsWithDefaults } from './parts/brokenDefaults.ts';
import { isDroppedBefore } from './parts/droppedBefore.ts';
import { count, locate, tried } from './parts/outcome.ts';
import { preCheckQuery } from './parts/preCheckQuery.ts';
import { quotedTextFindings } from './parts/quotedText.ts';

/** The forward script runs on an empty database and on one with rows, and does what it says. */
export const forwardApplies: Check = {
  id: 'forward-applies',
  summary: 'The forward script runs on an empty and on a filled database.',

  async run(context) {
    const { step } = context;
    const { migration, forwardFacts, rowsRefused } = step;
    const filled: Run = rowsRefused === null ? step.forward : { state: null, failure: rowsRefused.failure };
    const empty = filled.failure !== null || forwardFacts.makesValues ? await step.forwardOnEmpty() : null;
    const runs = { script: migration.forward, facts: forwardFacts, empty, filled };
    return tried(2 + forwardFacts.runnable.length, [
      ...applyFindings(runs, rowsRefused?.judgedOn === 'one row each'),
      ...(await Promise.all(step.forbidden.map((rows) => forbiddenFinding(rows, context)))),
      ...(await hiddenCreates(step)),
      ...unfilledFindings(step),
      ...(await quotedTextFindings(step.before.engine, migration.forward, forwardFacts.runnable)),
    ]);
  },
};

async function forbiddenFinding(forbidden: ForbiddenRows, context: CheckContext): Promise<Finding> {
  const { table, count: rows, message } = forbidden;
  const { migration } = context.step;
  const held = await rowsWithDefaults(context, table);
  if (held !== null) {
    return {
      severity: 'error',
      object: `table ${table}`,
      message: `the script fails as soon as table ${table} holds ${held === 0 ? 'a row' : 'two rows'}: ${message}`,
      why: 'Every row that is there gets the default of the column that is added, and the script itself forbids that.',
      fix: 'Choose a default that the constraint accepts, or give the column its values by UPDATE before the constraint comes.',
      location: locate(migration.forward, statementAbout(context.step.forwardFacts.runnable, table)),
      data: { table, rows, message },
    };
  }
  return {
    severity: 'warning',
    object: `table ${table}`,
    message: `the script fails where table ${table} holds rows that the new schema forbids: ${message}`,
    why: `${count(rows, 'generated row')} of ${table} ${rows === 1 ? 'was' : 'were'} legal before and ${rows === 1 ? 'is' : 'are'} not after; a database that holds such rows stops here, untouched.`,
    fix: `Ask the real database first:\n${preCheckQuery(table, message)}\nand resolve what it finds in the migration, before the constraint.`,
    location: locate(migration.forward),
    data: { table, rows, message },
  };
}

/** https://sqlite.org/lang_createtable.html: IF NOT EXISTS looks at the name alone. Indexes: see expected-indexes. */
async function hiddenCreates({ before, migration, forwardFacts }: Step): Promise<readonly Finding[]> {
  const schema = await before.schema();
  const there = [...schema.tables, ...schema.views, ...schema.triggers];
  const { runnable, named } = forwardFacts;
  const isDown = (object: SchemaObject, statement: Statement): boolean =>
    named.rebuilt.has(object.table.toLowerCase()) || isDroppedBefore(object, statement, runnable);
  const isHidden = ({ kind, name, tokens, statement }: GuardedCreate): boolean =>
    there.some(
      (object) =>
        object.type === kind &&
        object.name.toLowerCase() === name &&
        object.tokens !== tokens &&
        !isDown(object, statement),
    );
  return forwardFacts.guardedCreates.filter(isHidden).map(({ kind, name, statement }) => ({
    severity: 'error',
    object: `${kind} ${name}`,
    message: `CREATE ${kind.toUpperCase()} IF NOT EXISTS ${name} does nothing: another ${kind} has that name already`,
    why: 'The script asks for a definition that the database does not get, and nothing says so.',
    fix: 'Leave out IF NOT EXISTS, and change the existing object by ALTER or a rebuild.',
    location: locate(migration.forward, statement),
    data: { kind: 'if-not-exists' },
  }));
}

function unfilledFindings({ unfilled, migration, forwardFacts }: Step): readonly Finding[] {
  return unfilled.map(({ table, kind, message }) => ({
    severity: kind === 'broken' ? 'error' : 'warning',
    object: `table ${table}`,
    message: `no row can be written into table ${table}: ${message}`,
    why:
      kind === 'broken'
        ? 'The engine refuses every INSERT, whatever the values; the application cannot write this table.'
        : 'No generated row satisfied all of its constraints, so its later steps are proven without rows.',
    fix:
      kind === 'broken'
        ? 'Repair what the message names.'
        : `Shape its rows in stepproof.config.ts: rows: { '${table}': (row, n) => ({ ...row, … }) }`,
    location: locate(migration.forward, statementAbout(forwardFacts.runnable, table)),
    data: { kind, message },
  }));
}
