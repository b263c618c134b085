import { type CascadeTrial, tryCascades } from '../../checks/parts/cascadeTrials.ts';
import { fillTables } from '../../generate/fillTables.ts';
import { probeStatements } from '../../generate/keyProbe.ts';
import type { BehaviourDifference, Treatment } from '../../model/comparison.ts';
import { SqlError } from '../../model/errors.ts';
import { deviates, prepareCascades, whatHolds } from '../../mutation/cascades.ts';
import { loadMutant } from '../../mutation/loadMutant.ts';
import { literalStatement } from '../../sql/literalStatement.ts';
import { counterpart } from './counterpart.ts';
import type { RowOptions } from './repertoire.ts';
import type { Open, Side } from './side.ts';

const ROWS = 8;

/** A delete or update of a parent that two schemas do not carry out alike. */
export interface CascadeDifference {
  readonly parent: string;
  /** Whose foreign key it is about; the parent, where it is about everything below it. */
  readonly child: string;
  readonly statements: readonly string[];
  readonly own: Treatment;
  readonly other: Treatment;
}

/**
 * Deletes parents and changes their keys, each with a family of its own, in both schemas; only where a foreign key of a
 * table is not the same, since it is slow.
 */
export async function compareCascades(
  own: Side,
  other: Side,
  open: Open,
  options: RowOptions,
): Promise<readonly CascadeDifference[]> {
  if (!haveOtherKeys(own, other)) return [];
  const filled = await open();
  await filled.apply(own.definitions, { foreignKeys: 'on' });
  await fillTables(filled, own.schema, { ...options, rows: ROWS, first: 1, gaps: false });
  const { families, cascades } = await prepareCascades(filled, own.schema, options);
  await filled.close();
  const meant = await whatHolds(open, own.schema, families, cascades);
  const tables = other.definitions.filter(({ type }) => type === 'table' || type === 'index');
  const loaded = await loadMutant(
    open,
    tables.map(({ text }) => text),
    families,
  );
  // What it does not even hold is told by the statements that write rows.
  if (loaded.engine === null) return [];
  try {
    return (await tryCascades(loaded.engine, own.schema, meant)).filter(deviates).map(differenceOf);
  } catch (error) {
    if (error instanceof SqlError) return [];
    throw error;
  } finally {
    await loaded.engine.close();
  }
}

function haveOtherKeys(own: Side, other: Side): boolean {
  return own.schema.tables.some((table) => {
    const there = counterpart(table, other.schema);
    return there !== null && JSON.stringify(table.foreignKeys) !== JSON.stringify(there.foreignKeys);
  });
}

function differenceOf({ probe, expected, failure, differences }: CascadeTrial): CascadeDifference {
  return {
    parent: probe.parent.table.name,
    child: probe.link?.child.name ?? probe.parent.table.name,
    statements: probeStatements(probe).map(({ text, values }) => literalStatement(text, values ?? [])),
    own: treatmentOf(expected.refusal, 'as it declares'),
    other: treatmentOf(failure, `otherwise in ${[...differences.keys()].join(', ')}`),
  };
}

function treatmentOf(refusal: { readonly code: string } | null, result: string): Treatment {
  return refusal === null
    ? { outcome: 'accepted', code: null, message: null, result }
    : { outcome: 'refused', code: refusal.code, message: null, result: null };
}

/** One difference for each table whose keys nothing else has told of. */
export function cascadeDifferences(
  all: readonly CascadeDifference[],
  known: readonly BehaviourDifference[],
): readonly BehaviourDifference[] {
  const told = new Set(known.map(({ table }) => table.toLowerCase()));
  const first = new Map<string, CascadeDifference>();
  for (const one of all) {
    const child = one.child.toLowerCase();
    if (!told.has(child) && !first.has(child)) first.set(child, one);
  }
  return [...first.values()].map(({ child, parent, statements, own, other }) => ({
    table: child,
    constraint: '',
    row: `rows whose parent in ${parent} goes or gets another key`,
    setUp: statements.slice(0, -1),
    statement: statements.at(-1) ?? '',
    reads: null,
    a: own,
    b: other,
  }));
}
