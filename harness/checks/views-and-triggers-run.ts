import { isOverflow } from '../generate/refusal.ts';
import { eventOf } from '../inspect/triggerEvent.ts';
import type { Check, CheckContext } from '../model/check.ts';
import type { Engine } from '../model/engine.ts';
import type { Finding } from '../model/finding.ts';
import type { SchemaObject, SchemaSnapshot } from '../model/schema.ts';
import type { State, Step } from '../model/step.ts';
import { statementAbout } from '../sql/mentions.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { firingFault } from './parts/firedTrigger.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';
import { refusal } from './parts/refusal.ts';

/** Every view can be read and every trigger fires. SQLite looks into neither when something that they name goes away. */
export const viewsAndTriggersRun: Check = {
  id: 'views-and-triggers-run',
  summary: 'Every view can be read and every trigger fires without error.',

  async run(context) {
    const { step, fork } = context;
    const { before, forward } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const schema = await forward.state.schema();
    const objects = [...schema.views, ...schema.triggers];
    if (objects.length === 0) return skip('there is no view and no trigger');
    const touched = touchedObjects(await before.schema(), schema);
    const findings: Finding[] = [];
    for (const object of objects) {
      const fires = object.type === 'trigger' && speaksOf(object, touched);
      const message =
        (await compiles(forward.state.engine, object, schema)) ??
        (fires ? await fire(context, await fork(step.settled ?? forward.state), object) : null);
      if (message === null || (await failedBefore(before, object))) continue;
      findings.push(brokenFinding(object, message, step));
    }
    return tried(objects.length, findings);
  },
};

/** Lower-case names of the tables and triggers that are new or have another text than before. */
function touchedObjects(before: SchemaSnapshot, after: SchemaSnapshot): ReadonlySet<string> {
  const known = new Set([...before.tables, ...before.triggers].map(({ sql }) => sql));
  const touched = [...after.tables, ...after.triggers].filter(({ sql }) => !known.has(sql));
  return new Set(touched.map(({ name }) => name.toLowerCase()));
}

/** Whether a trigger is one of the objects or its text names one. */
function speaksOf({ tokens }: SchemaObject, objects: ReadonlySet<string>): boolean {
  return tokens.split(' ').some((token) => objects.has(token.replaceAll('"', '')));
}

/** What the engine says when it compiles a view, or a write that the trigger hangs on; null when it compiles. */
async function compiles(engine: Engine, object: SchemaObject, schema: SchemaSnapshot): Promise<string | null> {
  const owner = quoteIdentifier(object.table);
  if (object.type === 'view') return fault(engine, `SELECT * FROM ${quoteIdentifier(object.name)} LIMIT 10`);
  const event = eventOf(object);
  if (event === 'insert') return fault(engine, `EXPLAIN INSERT INTO ${owner} DEFAULT VALUES`);
  if (event === 'delete') return fault(engine, `EXPLAIN DELETE FROM ${owner}`);
  const column = firstColumn(object, schema);
  return column === null ? null : fault(engine, `EXPLAIN UPDATE ${owner} SET ${column} = ${column}`);
}

/** A column whose change fires the trigger: one that its UPDATE OF lists, else any that can be written. */
function firstColumn({ sql, table }: SchemaObject, { tables, views }: SchemaSnapshot): string | null {
  if (views.some(({ name }) => name === table)) return null;
  const columns =
    tables.find(({ name }) => name === table)?.columns.filter(({ generated }) => generated === 'no') ?? [];
  const listed = /\bupdate\s+of\s+([^\s,]+)/i
    .exec(sql)?.[1]
    ?.toLowerCase()
    .replaceAll(/["`[\]]/g, '');
  const column = columns.find(({ name }) => name.toLowerCase() === listed) ?? columns[0];
  return column === undefined ? null : quoteIdentifier(column.name);
}

async function fire({ step, config }: CheckContext, engine: Engine, trigger: SchemaObject): Promise<string | null> {
  if (step.settled === null) return null;
  const schema = await step.settled.schema();
  const table = schema.tables.find(({ name }) => name === trigger.table);
  return table === undefined ? null : firingFault({ trigger, table, schema, engine, shape: config.rows });
}

async function failedBefore({ engine, schema }: State, object: SchemaObject): Promise<boolean> {
  const snapshot = await schema();
  const there = [...snapshot.views, ...snapshot.triggers].find(
    ({ name, type }) => name === object.name && type === object.type,
  );
  return there !== undefined && (await compiles(engine, there, snapshot)) !== null;
}

/** A constraint or a RAISE that refuses the row is the trigger doing its work, and too large a sum is that of the rows. */
async function fault(engine: Engine, sql: string): Promise<string | null> {
  const error = await refusal(engine, sql);
  return error === null || error.code.startsWith('SQLITE_CONSTRAINT') || isOverflow(error) ? null : error.message;
}

function brokenFinding(
  { type, name, table }: SchemaObject,
  message: string,
  { migration, forwardFacts }: Step,
): Finding {
  const statement = statementAbout(forwardFacts.runnable, name);
  return {
    severity: 'error',
    object: `${type} ${name}`,
    message:
      type === 'view'
        ? `view ${name} cannot be read: ${message}`
        : `trigger ${name} stops every write on ${table}: ${message}`,
    why: 'SQLite compiles the body of a view or trigger only when it is used, so the migration goes through and the application fails.',
    fix: `Drop ${type} ${name} in this step and create it again to fit the new schema.`,
    location: locate(migration.forward, statement),
    data: { message },
  };
}
