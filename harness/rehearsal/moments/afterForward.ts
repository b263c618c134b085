import { locate } from '../../checks/parts/outcome.ts';
import { foldName } from '../../inspect/foldName.ts';
import { carriedTables } from '../../inspect/sameTable.ts';
import type { JsonColumn } from '../../model/config.ts';
import type { CataloguedQuery } from '../../model/query.ts';
import type { SchemaSnapshot } from '../../model/schema.ts';
import type { StepScripts } from '../../model/step.ts';
import { tablesOnSamePages } from '../identity/samePages.ts';
import type { AfterForward } from '../observed.ts';
import { countRows, type RowCounts } from '../rows/countRows.ts';
import { type Stage, schemaOf } from '../stage.ts';
import { damageIn } from './damage.ts';
import { documentState } from './documents.ts';
import { keyState } from './keyState.ts';
import { type ComparedTable, compareCarried, lossesIn, loweredSequences } from './losses.ts';
import { planState } from './plans.ts';

/** What the configuration promises at a step. */
export interface InForce {
  readonly queries: readonly CataloguedQuery[];
  readonly documents: readonly JsonColumn[];
}

/** What a forward script made of the rows, and what is needed to tell whether it makes the same again. */
export interface LookedAt extends AfterForward {
  readonly tables: readonly ComparedTable[];
  /** Tables after, as SQLite compares names, that nobody wrote to. */
  readonly untouched: ReadonlySet<string>;
}

/** Looks at the database right after a forward script: everything that it can have touched, and nothing else. */
export async function lookAfterForward(
  stage: Stage,
  scripts: StepScripts,
  before: SchemaSnapshot,
  rows: RowCounts,
  { queries, documents }: InForce,
): Promise<LookedAt> {
  const { migration, forwardFacts } = scripts;
  const { named } = forwardFacts;
  const schema = await schemaOf(stage);
  const samePages = await tablesOnSamePages(stage.copy, before, schema);
  const untouched = new Set([...samePages].map(foldName));
  const carried = carriedTables(before, schema, named);
  const reached = carried.filter((table) => !samePages.has(table.before.name));
  const tables = await compareCarried(stage, reached, named);
  const touchedNow = new Set(schema.tables.map(({ name }) => foldName(name)).filter((name) => !untouched.has(name)));
  return {
    schema,
    rows: await countRows(stage.copy, schema, rows, samePages),
    losses: [
      ...tables.flatMap((table) => lossesIn(table, named)),
      ...(await loweredSequences(stage, carried, before, schema)),
    ],
    compared: tables.reduce((sum, { comparison }) => sum + comparison.rowsBefore, 0),
    keys: await keyState(stage, before, schema, touchedNow),
    documents: await documentState(stage, migration.id, schema, touchedNow, documents),
    plans: await planState(stage, schema, queries, locate(migration.forward)),
    damage: await damageIn(stage, schema, touchedNow),
    tables,
    untouched,
  };
}
