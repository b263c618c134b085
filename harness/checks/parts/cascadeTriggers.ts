import { type KeyProbe, probeStatements } from '../../generate/keyProbe.ts';
import type { RowWriterOptions } from '../../generate/rowTargets.ts';
import { openRowWriter } from '../../generate/rowWriter.ts';
import { compareTables } from '../../inspect/dataDifference.ts';
import { readData } from '../../inspect/dataSnapshot.ts';
import type { TableData } from '../../model/data.ts';
import type { Engine, Failure } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { SchemaObject, SchemaSnapshot } from '../../model/schema.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { type CascadeTrial, isRefusedAsExpected } from './cascadeTrials.ts';

/** An action that acts by itself, and not with the triggers of the schema. */
export interface Hindrance {
  readonly trial: CascadeTrial;
  /** What the engine said; null where it said nothing and left rows as they were. */
  readonly message: string | null;
  /** The trigger that leaves every such write undone, whatever the row; null where no trigger is that blunt. */
  readonly swallowedBy: string | null;
}

/** Takes the triggers of all tables out of the way: what a foreign key does is one question, what they do another. */
export async function dropTriggers(engine: Engine, schema: SchemaSnapshot): Promise<void> {
  for (const { name } of tableTriggers(schema)) await engine.query(`DROP TRIGGER ${quoteIdentifier(name)}`);
}

function tableTriggers({ tables, triggers }: SchemaSnapshot): readonly SchemaObject[] {
  const names = new Set(tables.map(({ name }) => name));
  return triggers.filter(({ table }) => names.has(table));
}

/**
 * Carries the probes that went through out again, on an engine that holds their rows, with the triggers in place. What
 * triggers change besides is their own business; the rows that an action removes and the columns that it writes are not.
 */
export async function tryWithTriggers(
  engine: Engine,
  schema: SchemaSnapshot,
  trials: readonly CascadeTrial[],
  options: RowWriterOptions,
): Promise<readonly Hindrance[]> {
  const triggers = tableTriggers(schema);
  const owners = new Set(triggers.map(({ table }) => table));
  const concerned = trials.filter(
    ({ probe, expected, failure }) =>
      probe.link !== null &&
      failure === null &&
      isRefusedAsExpected(expected, failure) &&
      [...(expected.tables?.keys() ?? [])].some((name) => owners.has(name)),
  );
  const copy = await engine.fork();
  try {
    if (concerned.length === 0 || !(await putBack(copy, triggers))) return [];
    const hindrances: Hindrance[] = [];
    for (const trial of concerned) {
      const failure = await carryOut(copy, trial.probe);
      const tables = schema.tables.filter(({ name }) => trial.expected.tables?.has(name));
      const isDone = failure === null && hasActed(trial, (await readData(copy, { ...schema, tables })).tables);
      if (isDone || (await isRefusedAlone(engine, schema, trial.probe, options))) continue;
      hindrances.push({ trial, message: failure?.message ?? null, swallowedBy: swallowing(triggers, trial) });
    }
    return hindrances;
  } finally {
    await copy.close();
  }
}

/** The guard of a rebuild (docs/checks/rows-survive.md) that was not taken away again. */
const GUARD =
  /^create trigger (?:"(?:[^"]|"")*"|\S+) (?:before )?(delete|update)\b.* begin select raise \( ignore \) ; end$/;

function swallowing(triggers: readonly SchemaObject[], { probe: { link, event } }: CascadeTrial): string | null {
  const action = event === 'delete' ? link?.key.onDelete : link?.key.onUpdate;
  const write = event === 'delete' && action === 'CASCADE' ? 'delete' : 'update';
  const guard = triggers.find(
    ({ table, tokens }) => table === link?.child.name && !/ when /.test(tokens) && GUARD.exec(tokens)?.[1] === write,
  );
  return guard?.name ?? null;
}

async function putBack(engine: Engine, triggers: readonly SchemaObject[]): Promise<boolean> {
  const failure = await engine.apply(
    triggers.map(({ sql }) => ({ text: sql })),
    { foreignKeys: 'on' },
  );
  return failure === null;
}

function carryOut(engine: Engine, probe: KeyProbe): Promise<Failure | null> {
  return engine.apply(probeStatements(probe), { foreignKeys: 'on' });
}

/** Whether the rows that should be gone are gone, and the cells that should be others are. */
function hasActed({ before, expected }: CascadeTrial, is: ReadonlyMap<string, TableData>): boolean {
  return [...(expected.tables ?? [])].every(([name, after]) => {
    const [was, now] = [before.get(name), is.get(name)];
    if (was === undefined || now === undefined) return false;
    const columns = new Map(was.columns.map((column) => [column, column]));
    const meant = compareTables(was, after, { columns });
    const missed = compareTables(after, now, { columns });
    const gone = new Set(meant.lost.map(({ key }) => key));
    const come = new Set(meant.added.map(({ key }) => key));
    const written = new Set(meant.changed.map(({ key, column }) => `${key}\0${column}`));
    return (
      missed.added.every(({ key }) => !gone.has(key)) &&
      missed.lost.every(({ key }) => !come.has(key)) &&
      missed.changed.every(({ key, column }) => !written.has(`${key}\0${column}`))
    );
  });
}

/** Whether the parent cannot be changed even without children: then its own trigger forbids it, and not the action. */
async function isRefusedAlone(
  engine: Engine,
  schema: SchemaSnapshot,
  probe: KeyProbe,
  options: RowWriterOptions,
): Promise<boolean> {
  const { parent } = probe;
  const copy = await engine.fork();
  try {
    const writer = await openRowWriter(copy, schema, { ...options, first: 2 * options.first });
    const row = await writer.write(parent.table, new Map(), parent.columns);
    if (row instanceof SqlError || !(await putBack(copy, tableTriggers(schema)))) return false;
    const alone = { ...parent, values: parent.columns.map((name) => row.get(name) ?? null) };
    if ((await carryOut(copy, { ...probe, parent: alone, missing: null })) !== null) return true;
    const condition = parent.columns.map((name) => `${quoteIdentifier(name)} = ?`).join(' AND ');
    const text = `SELECT 1 FROM ${quoteIdentifier(parent.table.name)} WHERE ${condition}`;
    return (await copy.query(text, alone.values)).length > 0;
  } finally {
    await copy.close();
  }
}
