import { hashOf } from '../../generate/hash.ts';
import { bytesOf } from '../../generate/json/breakages.ts';
import { searchCounterexamples } from '../../generate/json/counterexamples.ts';
import type { DocumentSource } from '../../generate/json/documentSource.ts';
import { isReadAs } from '../../generate/json/reading.ts';
import type { DocumentSchema } from '../../model/config.ts';
import type { Engine } from '../../model/engine.ts';
import { SqlError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { Step } from '../../model/step.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import type { FoundIn } from './documentFindings.ts';
import { invalidatedFinding, type StoredOutcome } from './storedDocuments.ts';

/** A column whose documents are sent through the step. */
export interface Traveller {
  readonly where: FoundIn;
  /** Table and column as they are called before the step. */
  readonly table: string;
  readonly column: string;
  readonly schema: DocumentSchema;
  readonly source: DocumentSource;
}

/** How often valid documents are sent through a step, all columns at once. */
const JOURNEYS = 3;
/** How often those of a column that lost one are sent through alone, to find a small one. */
const LONE_JOURNEYS = 20;

/** Writes valid documents into the rows before the step and runs it on them: they must be valid afterwards. */
export async function sendThrough(step: Step, travellers: readonly Traveller[], seed: number): Promise<StoredOutcome> {
  const [first] = travellers;
  if (first === undefined) return { cases: 0, findings: [] };
  const { fc } = first.source;
  let cases = 0;
  const losses = new Map<Traveller, Loss>();
  const together = fc.tuple(...travellers.map(({ source }) => source.documents.map(bytesOf)));
  await searchCounterexamples(
    fc,
    together,
    { seed: hashOf(seed, 'journey') | 0, runs: JOURNEYS },
    async (documents) => {
      const { rows, lost } = await journey(step, travellers, documents);
      cases += rows;
      for (const loss of lost) losses.set(loss.traveller, loss);
      return null;
    },
  );
  const findings: Finding[] = [];
  for (const loss of losses.values()) findings.push(await smallestLoss(step, loss, seed));
  return { cases, findings };
}

/** A valid document that a column has as an invalid one after the step. */
interface Loss {
  readonly traveller: Traveller;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

async function smallestLoss(step: Step, { traveller, before, after }: Loss, seed: number): Promise<Finding> {
  const { source, where } = traveller;
  const own = hashOf(seed, 'journey', where.table.name, where.column.name) | 0;
  let smallest = after;
  const [found] = await searchCounterexamples(
    source.fc,
    source.documents.map(bytesOf),
    { seed: own, runs: LONE_JOURNEYS },
    async (document) => {
      const { lost } = await journey(step, [traveller], [document]);
      smallest = lost[0]?.after ?? smallest;
      return lost.length > 0 ? 'lost' : null;
    },
  );
  const unshrunk = { kind: 'lost', value: before, seed, path: null, shrinks: 0, fastCheck: source.fc.__version };
  return invalidatedFinding(where, found ?? unshrunk, smallest);
}

async function journey(
  { before, forwardFacts, migration }: Step,
  travellers: readonly Traveller[],
  documents: readonly Uint8Array[],
): Promise<{ readonly rows: number; readonly lost: readonly Loss[] }> {
  const foreignKeys = migration.forward.directives.some(({ kind }) => kind === 'foreign-keys-off') ? 'off' : 'on';
  const engine = await before.engine.fork();
  try {
    const aboard: [Traveller, Uint8Array][] = [];
    for (const [index, traveller] of travellers.entries()) {
      const document = documents[index];
      if (document !== undefined && (await embark(engine, traveller, document))) aboard.push([traveller, document]);
    }
    // What a script makes of rows that it does not run on is for another check.
    if ((await engine.apply(forwardFacts.runnable, { foreignKeys })) !== null) return { rows: 0, lost: [] };
    let rows = 0;
    const lost: Loss[] = [];
    for (const [traveller, document] of aboard) {
      const stored = await storedIn(engine, traveller.where);
      rows += stored.length;
      const after = stored.find((bytes) => !isReadAs(traveller.schema, bytes));
      if (after !== undefined) lost.push({ traveller, before: document, after });
    }
    return { rows, lost };
  } finally {
    await engine.close();
  }
}

/** Only where a document stands in every row can it be told from what was there before. */
async function embark(engine: Engine, { schema, table, column }: Traveller, document: Uint8Array): Promise<boolean> {
  if (!isReadAs(schema, document)) return false;
  const sql = `UPDATE ${quoteIdentifier(table)} SET ${quoteIdentifier(column)} = ?`;
  try {
    await engine.query(sql, [Buffer.from(document).toString()]);
    return true;
  } catch (error) {
    if (error instanceof SqlError) return false;
    throw error;
  }
}

async function storedIn(engine: Engine, { table, column }: FoundIn): Promise<readonly Uint8Array[]> {
  const name = quoteIdentifier(column.name);
  const rows = await engine.query(`SELECT CAST(${name} AS BLOB) FROM ${quoteIdentifier(table.name)}`);
  return rows.flatMap(([cell]) => (cell instanceof Uint8Array ? [cell] : []));
}
