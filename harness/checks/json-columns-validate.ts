import { hashOf } from '../generate/hash.ts';
import { type DocumentSource, rememberedSource } from '../generate/json/documentSource.ts';
import { carriedTables } from '../inspect/sameTable.ts';
import type { Check, CheckContext } from '../model/check.ts';
import type { JsonColumn } from '../model/config.ts';
import { UserError } from '../model/errors.ts';
import type { State } from '../model/step.ts';
import {
  disagreementFindings,
  type FoundIn,
  missingFinding,
  nameOf,
  schemaFinding,
  undescribedFinding,
  untriedFinding,
} from './parts/documentFindings.ts';
import { sendThrough, type Traveller } from './parts/documentJourney.ts';
import { probeDocuments } from './parts/documentProbes.ts';
import { openTrial } from './parts/documentTrial.ts';
import {
  type CarriedColumn,
  type ColumnNews,
  carriedColumn,
  findColumn,
  newsOf,
  type Schemas,
  undescribedColumns,
} from './parts/jsonColumns.ts';
import { FORWARD_FAILED, skip, tried } from './parts/outcome.ts';
import { compareStored, type StoredOutcome } from './parts/storedDocuments.ts';

const ID = 'json-columns-validate';

/** What the schema of a JSON column accepts can be stored and read back, and stays valid through every step. */
export const jsonColumnsValidate: Check = {
  id: ID,
  summary: 'JSON columns hold what their schemas accept, bit for bit, and every step leaves it valid.',

  async run(context) {
    const { step, config, documents } = context;
    if (config.json.length === 0) return skip('the configuration describes no JSON column');
    const after = step.forward.state;
    if (after === null || step.settled === null) return skip(FORWARD_FAILED);
    const schemas = { before: await step.before.schema(), after: await after.schema() };
    const carried = carriedTables(schemas.before, schemas.after, step.forwardFacts.named);
    const outcomes: StoredOutcome[] = [];
    const travellers: Traveller[] = [];
    for (const described of documents) {
      const place = findColumn(schemas.after, described.table, described.column);
      if (place === null) outcomes.push(waiting(context, described, schemas));
      if (place === null || place.table.kind !== 'table' || place.column.generated !== 'no') continue;
      const where = { step, ...place };
      const from = described.since === step.migration.id ? null : carriedColumn(carried, where);
      if (from !== null) outcomes.push(await compareStored(step, after, from, described.schema, where));
      const news = newsOf(where, from, schemas, step.forwardFacts.named);
      if (!news.touched) continue;
      const source = await rememberedSource(described.schema);
      if (source instanceof UserError) {
        // What is wrong with a schema alone is told where its column comes up.
        if (from === null) outcomes.push({ cases: 1, findings: [schemaFinding(where, source)] });
        continue;
      }
      const probed = await probeColumn(context, step.settled, described, where, source, news);
      outcomes.push(probed.outcome);
      if (from !== null && probed.wasTried) travellers.push(travellerOf(where, from, described, source));
    }
    outcomes.push(await sendThrough(step, travellers, hashOf(context.seed, step.migration.id, ID)));
    outcomes.push(undescribed(context, schemas));
    const cases = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0);
    if (cases === 0) return skip('no described column is there at this step');
    return tried(
      cases,
      outcomes.flatMap(({ findings }) => findings),
    );
  },
};

function travellerOf(
  where: FoundIn,
  { table, column }: CarriedColumn,
  { schema }: JsonColumn,
  source: DocumentSource,
): Traveller {
  return { where, table: table.before.name, column, schema, source };
}

/** Tries documents on a column; `wasTried`: its schema gave some, and there were rows to write them into. */
async function probeColumn(
  context: CheckContext,
  state: State,
  { schema }: JsonColumn,
  where: FoundIn,
  source: DocumentSource,
  news: ColumnNews,
): Promise<{ readonly outcome: StoredOutcome; readonly wasTried: boolean }> {
  const trial = await openTrial(context, state, where.table, where.column);
  if (typeof trial === 'string') {
    return { outcome: { cases: 1, findings: [untriedFinding(where, trial)] }, wasTried: false };
  }
  const seed = hashOf(context.seed, where.step.migration.id, ID, where.table.name, where.column.name);
  try {
    const { documents, disagreements } = await probeDocuments({ schema, source, trial, news, seed });
    return { outcome: { cases: documents, findings: disagreementFindings(where, disagreements) }, wasTried: true };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { outcome: { cases: 1, findings: [schemaFinding(where, error)] }, wasTried: false };
  }
}

/** A schema whose column is not there: wrong from its `since` on, and worth a word where the table is made without it. */
function waiting({ step }: CheckContext, described: JsonColumn, { before, after }: Schemas): StoredOutcome {
  const isPromised = described.since === step.migration.id;
  const named = ({ name }: { readonly name: string }): boolean => name.toLowerCase() === described.table.toLowerCase();
  const isMade = after.tables.some(named) && !before.tables.some(named);
  if (!isPromised && !(described.since === undefined && isMade)) return { cases: 0, findings: [] };
  return { cases: 1, findings: [missingFinding(step, described, isPromised)] };
}

function undescribed({ step, config }: CheckContext, { before, after }: Schemas): StoredOutcome {
  const known = new Set(undescribedColumns(before, config.json).map((place) => nameOf(place)));
  const found = undescribedColumns(after, config.json).filter((place) => !known.has(nameOf(place)));
  return { cases: found.length, findings: found.map((place) => undescribedFinding({ step, ...place })) };
}
