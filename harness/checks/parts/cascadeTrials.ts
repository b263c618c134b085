import { defaultCells } from '../../generate/keyDefaults.ts';
import type { KeyEffect } from '../../generate/keyEffect.ts';
import { type KeyProbe, probeStatements } from '../../generate/keyProbe.ts';
import { probeEffect } from '../../generate/probeEffect.ts';
import { compareTables, type TableDifference } from '../../inspect/dataDifference.ts';
import { readData } from '../../inspect/dataSnapshot.ts';
import { type KeyLink, keyLinks } from '../../inspect/keyLinks.ts';
import type { TableData } from '../../model/data.ts';
import type { Engine, Failure } from '../../model/engine.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';

/** The rows of all tables by name. */
export type Rows = ReadonlyMap<string, TableData>;

/** A probe, what the schema declares of it, and what the engine made of it. */
export interface CascadeTrial {
  readonly probe: KeyProbe;
  readonly before: Rows;
  readonly expected: KeyEffect;
  readonly failure: Failure | null;
  /** What is otherwise than expected, by table. */
  readonly differences: ReadonlyMap<string, TableDifference>;
}

/**
 * Carries out probes one after the other on an engine that holds their rows. The rows are read once at the end, since
 * all is mostly as it should be; else everything is done again on a copy, and read after every probe.
 */
export async function tryCascades(
  engine: Engine,
  schema: SchemaSnapshot,
  probes: readonly KeyProbe[],
): Promise<readonly CascadeTrial[]> {
  const copy = await engine.fork();
  try {
    const quick = await carryOut(copy, schema, probes, false);
    const last = quick.at(-1);
    if (last === undefined) return [];
    const meets = quick.every(({ expected, failure }) => isRefusedAsExpected(expected, failure));
    const end = rowsAfter(last);
    if (meets && differencesOf(schema, end, await readRows(copy, schema)).size === 0) return quick;
  } finally {
    await copy.close();
  }
  return carryOut(engine, schema, probes, true);
}

/** Whether the engine let a change through, or refused it for the reason and at the moment that the schema declares. */
export function isRefusedAsExpected({ refusal }: KeyEffect, failure: Failure | null): boolean {
  if (refusal === null || failure === null) return refusal === null && failure === null;
  // A trigger's RAISE has the code of RESTRICT, and words of its own.
  const isKey = failure.code !== 'SQLITE_CONSTRAINT_TRIGGER' || failure.message === 'FOREIGN KEY constraint failed';
  return isKey && failure.code === refusal.code && momentOf(failure) === refusal.moment;
}

/** Whether a failure came with a statement or at the commit. */
export function momentOf({ statement }: Failure): 'statement' | 'commit' {
  return statement === null ? 'commit' : 'statement';
}

async function carryOut(
  engine: Engine,
  schema: SchemaSnapshot,
  probes: readonly KeyProbe[],
  readsEach: boolean,
): Promise<readonly CascadeTrial[]> {
  const trials: CascadeTrial[] = [];
  const defaults = new Map<KeyLink, readonly string[]>();
  for (const link of keyLinks(schema)) {
    const actions = [link.key.onDelete, link.key.onUpdate];
    if (actions.includes('SET DEFAULT')) defaults.set(link, await defaultCells(engine, link));
  }
  let rows = await readRows(engine, schema);
  for (const probe of probes) {
    const before = rows;
    const expected = probeEffect(schema, before, probe, defaults);
    const failure = await engine.apply(probeStatements(probe), { foreignKeys: 'on' });
    const trial = { probe, before, expected, failure, differences: new Map<string, TableDifference>() };
    rows = readsEach ? await readRows(engine, schema) : rowsAfter(trial);
    trials.push(readsEach ? { ...trial, differences: differencesOf(schema, rowsAfter(trial), rows) } : trial);
  }
  return trials;
}

/** The rows as they should be after a trial; a refused change leaves all as it was. */
function rowsAfter({ before, expected, failure }: CascadeTrial): Rows {
  return failure === null ? new Map([...before, ...(expected.tables ?? [])]) : before;
}

/** A virtual table can show the rows of another one; no foreign key reaches its own. */
async function readRows(engine: Engine, schema: SchemaSnapshot): Promise<Rows> {
  const tables = schema.tables.filter(({ kind }) => kind === 'table');
  return (await readData(engine, { ...schema, tables })).tables;
}

/** Generated columns follow from the others. */
function differencesOf({ tables }: SchemaSnapshot, expected: Rows, is: Rows): ReadonlyMap<string, TableDifference> {
  const found = new Map<string, TableDifference>();
  for (const { name, columns } of tables) {
    const [was, now] = [expected.get(name), is.get(name)];
    if (was === undefined || now === undefined || was === now) continue;
    const mapped = columns
      .filter(({ generated }) => generated === 'no')
      .map((column) => [column.name, column.name] as const);
    const difference = compareTables(was, now, { columns: new Map(mapped) });
    if (difference.lost.length + difference.added.length + difference.changed.length > 0) found.set(name, difference);
  }
  return found;
}
