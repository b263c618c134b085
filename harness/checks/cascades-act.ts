import { type FailedSetUp, prepareProbes } from '../generate/keyProbes.ts';
import { openRowWriter } from '../generate/rowWriter.ts';
import { cascadeReach, reachesFurther } from '../inspect/cascadeReach.ts';
import { type KeyLink, keyLinks } from '../inspect/keyLinks.ts';
import type { Check, CheckContext } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import type { State, Step } from '../model/step.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { setUpFinding, trialFindings } from './parts/cascadeFindings.ts';
import { reachNotes } from './parts/cascadeReachNotes.ts';
import { type CascadeTrial, tryCascades } from './parts/cascadeTrials.ts';
import { dropTriggers, type Hindrance, tryWithTriggers } from './parts/cascadeTriggers.ts';
import { aboutTable, declaration, doing, keyName } from './parts/cascadeWords.ts';
import { FORWARD_FAILED, skip, tried } from './parts/outcome.ts';
import { isUnresolvedKey } from './parts/unresolvedKey.ts';

/** Deleting a parent, and changing its key, does to the rows below exactly what the foreign keys declare. */
export const cascadesAct: Check = {
  id: 'cascades-act',
  summary: 'Deleting or changing a parent has on each child exactly the declared effect, through every level.',

  async run(context) {
    const { step } = context;
    if (step.settled === null) return skip(FORWARD_FAILED);
    const before = await step.before.schema();
    const after = await step.settled.schema();
    if (keyLinks(after).length === 0) return skip('no table has a foreign key');
    const scope = scopeOf(before, after);
    if (scope.links.length + scope.wholes.length === 0) return skip('the step touches no table with a foreign key');
    const proof = await proveIn(context, step.settled, scope);
    const findings = findingsOf(proof, step);
    const known = findings.length === 0 ? new Set() : await knownMessages(context, scope);
    return tried(proof.trials.length + proof.failed.length, [
      ...findings.filter(({ message }) => !known.has(message)),
      ...reachNotes(proof.trials, before, after, step),
    ]);
  },
};

/** What is put to the test: single foreign keys, and tables with all that a delete of them reaches. */
interface Scope {
  readonly links: readonly KeyLink[];
  readonly wholes: readonly Table[];
}

interface CascadeProof {
  readonly trials: readonly CascadeTrial[];
  readonly failed: readonly FailedSetUp[];
  readonly hindrances: readonly Hindrance[];
}

/** What the step has touched, or stands in a relation to; the rest was proven at the step before. */
function scopeOf(before: SchemaSnapshot, after: SchemaSnapshot): Scope {
  const known = new Set(before.tables.map((table) => definitionOf(before, table)));
  const touched = new Set(after.tables.filter((table) => !known.has(definitionOf(after, table))));
  return {
    links: keyLinks(after).filter(({ child, parent }) => touched.has(child) || touched.has(parent)),
    wholes: after.tables.filter(
      (table) =>
        reachesFurther(after, table) && [table, ...cascadeReach(after, table)].some((reached) => touched.has(reached)),
    ),
  };
}

/** What decides how a table's rows take part in foreign key actions: another column or index does not. */
function definitionOf({ tables, triggers }: SchemaSnapshot, { name, foreignKeys, columns, checks }: Table): string {
  const referred = tables.flatMap((child) => child.foreignKeys.filter(({ parent }) => parent === name));
  const keys = new Set([
    ...foreignKeys.flatMap((key) => key.columns),
    ...referred.flatMap(({ parentColumns }) => parentColumns),
  ]);
  const own = triggers.filter(({ table }) => table === name).map(({ sql }) => sql);
  return JSON.stringify([name, foreignKeys, columns.filter((column) => keys.has(column.name)), checks, own]);
}

/** High above the rows of every step. */
const FIRST_ROW = 3_000_000;

async function proveIn({ config, fork }: CheckContext, state: State, scope: Scope): Promise<CascadeProof> {
  const schema = await state.schema();
  const engine = await fork(state);
  await dropTriggers(engine, schema);
  const options = { seed: 1, first: FIRST_ROW, shape: config.rows };
  const writer = await openRowWriter(engine, schema, options);
  const { probes, failed } = await prepareProbes({ engine, schema, writer }, scope.links, scope.wholes);
  const withRows = schema.triggers.length === 0 ? null : await engine.fork();
  try {
    const trials = await tryCascades(engine, schema, probes);
    const hindrances = withRows === null ? [] : await tryWithTriggers(withRows, schema, trials, options);
    return { trials, failed, hindrances };
  } finally {
    await withRows?.close();
  }
}

function findingsOf({ trials, failed, hindrances }: CascadeProof, step: Step): readonly Finding[] {
  const unfilled = new Set(step.unfilled.map(({ table }) => table));
  // What takes no row at all is said already, by forward-applies, and a key without its parent by foreign-keys-hold.
  const open = failed.filter(
    ({ table, link, error }) =>
      !isUnresolvedKey(error) && !unfilled.has(table.name) && !unfilled.has(link?.parent.name ?? ''),
  );
  return [
    ...trials
      .filter(({ failure }) => failure === null || !isUnresolvedKey(failure))
      .flatMap((trial) => trialFindings(trial, step)),
    ...open.map((one) => setUpFinding(one, step)),
    ...hindrances.map((one) => hindranceFinding(one, step)),
  ];
}

function hindranceFinding({ trial, message, swallowedBy }: Hindrance, step: Step): Finding {
  const { event, parent, link } = trial.probe;
  const about = aboutTable((link?.child ?? parent.table).name, step);
  const action = link === null ? 'the action' : `${declaration(link, event)} of ${keyName(link)}`;
  if (swallowedBy !== null) {
    return {
      ...about,
      severity: 'error',
      message: `trigger ${swallowedBy} keeps ${action} from acting when ${doing(event, parent.table.name)}: it leaves every such write on ${link?.child.name ?? parent.table.name} undone`,
      why: 'A guard that a rebuild puts on a child has to go at its end; as long as it stays, writes on the child go through and change nothing.',
      fix: `DROP TRIGGER ${quoteIdentifier(swallowedBy)}; at the end of the script.`,
      data: { event, message },
    };
  }
  return {
    ...about,
    severity: 'warning',
    message: `a trigger keeps ${action} from acting when ${doing(event, parent.table.name)}${message === null ? '' : `: ${message}`}`,
    why: 'Without the triggers the rows below change as declared; with them the delete or update fails, or leaves them as they were.',
    fix: 'Let the trigger pass what a foreign key does, or declare RESTRICT if the rows shall stay.',
    data: { event, message },
  };
}

/** What was to be said before the step in the same words is not said again. */
async function knownMessages(context: CheckContext, scope: Scope): Promise<ReadonlySet<string>> {
  const { before } = context.step;
  const names = new Set(scope.links.map(keyName));
  const tables = new Set(scope.wholes.map(({ name }) => name));
  const schema = await before.schema();
  const same = {
    links: keyLinks(schema).filter((link) => names.has(keyName(link))),
    wholes: schema.tables.filter(({ name }) => tables.has(name)),
  };
  const proof = await proveIn(context, before, same);
  return new Set(findingsOf(proof, context.step).map(({ message }) => message));
}
