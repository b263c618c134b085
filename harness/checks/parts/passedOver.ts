import { constraintProbes } from '../../generate/probes/constraintProbes.ts';
import type { Probe } from '../../generate/probes/probe.ts';
import type { CarriedTable } from '../../inspect/sameTable.ts';
import type { CheckContext } from '../../model/check.ts';
import type { Engine } from '../../model/engine.ts';
import type { Table } from '../../model/schema.ts';
import type { ScriptFacts } from '../../model/step.ts';
import { mentions } from '../../sql/mentions.ts';
import { quoteIdentifier } from '../../sql/quote.ts';

/** A table that loses rows which a new constraint refuses, and the constraint. */
export interface PassedOver {
  readonly table: Table;
  readonly constraint: string;
}

/**
 * A copy can pass over rows that the rebuilt table refuses, and the generated rows may hold none of them. So rows that
 * only the old schema takes are made of the new constraints, and the script runs on each: it has to fail or to keep it.
 */
export async function passedOver(
  context: CheckContext,
  carried: readonly CarriedTable[],
): Promise<readonly PassedOver[]> {
  const { step, fork, seed, config } = context;
  const { state } = step.forward;
  if (state === null) return [];
  const { rebuilt, deletedFrom } = step.forwardFacts.named;
  const found: PassedOver[] = [];
  for (const { before, after } of carried) {
    const name = after?.name.toLowerCase() ?? '';
    if (after === null || !rebuilt.has(name) || deletedFrom.has(name) || after.tokens === before.tokens) continue;
    if (!canPassOver(step.forwardFacts, before.name)) continue;
    const schema = await state.schema();
    const { probes } = await constraintProbes(await fork(state), schema, [after], { seed, shape: config.rows });
    const lost = await firstLost(context, probes, before, after);
    if (lost !== null) found.push({ table: before, constraint: lost.constraint.name });
  }
  return found;
}

/** Whether a script brings a table's rows back by a condition, or with a word on what becomes of those that are refused. */
function canPassOver({ runnable, named }: ScriptFacts, table: string): boolean {
  return runnable.some(({ text }) => {
    const target = /^\s*(?:insert|replace|with)\b.*?\binto\s+["`[]?([\w$]+)/is.exec(text)?.[1]?.toLowerCase() ?? '';
    // What goes into a table of the script's own is no copy.
    const isOwn = named.created.table.has(target) && !named.rebuilt.has(target);
    return target !== '' && !isOwn && mentions(text, table) && /\breplace\b|\bignore\b|\bwhere\b/i.test(text);
  });
}

async function firstLost(
  { step, fork }: CheckContext,
  probes: readonly Probe[],
  before: Table,
  after: Table,
): Promise<Probe | null> {
  const { migration, forwardFacts } = step;
  const isOff = migration.forward.directives.some(({ kind }) => kind === 'foreign-keys-off');
  for (const probe of probes.filter(({ expected }) => expected.outcome === 'refused')) {
    const engine = await fork(step.before);
    const refused = await engine.apply([...probe.setUp, probe.insert], { foreignKeys: 'on' });
    if (refused !== null) continue;
    const rows = await rowsIn(engine, before);
    const failure = await engine.apply(forwardFacts.runnable, { foreignKeys: isOff ? 'off' : 'on' });
    if (failure === null && (await rowsIn(engine, after)) < rows) return probe;
  }
  return null;
}

async function rowsIn(engine: Engine, { name }: Table): Promise<number> {
  const [row] = await engine.query(`SELECT count(*) FROM ${quoteIdentifier(name)}`);
  return Number(row?.[0] ?? 0);
}
