import { hashOf } from '../generate/hash.ts';
import { bytesOf } from '../generate/json/breakages.ts';
import { searchCounterexample } from '../generate/json/counterexample.ts';
import type { DocumentSource } from '../generate/json/documentSource.ts';
import { isReadAs } from '../generate/json/reading.ts';
import type { DocumentSchema } from '../model/config.ts';
import type { Engine } from '../model/engine.ts';
import { SqlError } from '../model/errors.ts';
import type { Step } from '../model/step.ts';
import { quoteIdentifier } from '../sql/quote.ts';
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

/** How often valid documents are sent through a step. */
const JOURNEYS = 3;

/** Writes valid documents into the rows before the step and runs it on them: they must be valid afterwards. */
export async function sendThrough(step: Step, travellers: readonly Traveller[], seed: number): Promise<StoredOutcome> {
  const [first] = travellers;
  if (first === undefined) return { cases: 0, findings: [] };
  const { fc } = first.source;
  let cases = 0;
  let lost: Lost | null = null;
  const found = await searchCounterexample(
    fc,
    fc.tuple(...travellers.map(({ source }) => source.documents.map(bytesOf))),
    { seed: hashOf(seed, 'journey') | 0, runs: JOURNEYS },
    async (documents) => {
      const { arrived, damaged } = await journey(step, travellers, documents);
      cases += arrived;
      const again = lost === null ? damaged[0] : damaged.find(({ traveller }) => traveller === lost?.traveller);
      lost = again ?? lost;
      return again !== undefined;
    },
  );
  const last = lost as Lost | null;
  if (found === null || last === null) return { cases, findings: [] };
  const before = { ...found, value: found.value[travellers.indexOf(last.traveller)] ?? last.after };
  return { cases, findings: [invalidatedFinding(last.traveller.where, before, last.after)] };
}

/** A column in which a valid document arrived as an invalid one. */
interface Lost {
  readonly traveller: Traveller;
  readonly after: Uint8Array;
}

async function journey(
  { before, forwardFacts, migration }: Step,
  travellers: readonly Traveller[],
  documents: readonly Uint8Array[],
): Promise<{ readonly arrived: number; readonly damaged: readonly Lost[] }> {
  const foreignKeys = migration.forward.directives.some(({ kind }) => kind === 'foreign-keys-off') ? 'off' : 'on';
  const engine = await before.engine.fork();
  try {
    const aboard: Traveller[] = [];
    for (const [index, traveller] of travellers.entries()) {
      const bytes = documents[index];
      if (bytes !== undefined && (await embark(engine, traveller, bytes))) aboard.push(traveller);
    }
    // What the script makes of rows that it does not run on is another check's.
    if ((await engine.apply(forwardFacts.runnable, { foreignKeys })) !== null) return { arrived: 0, damaged: [] };
    let arrived = 0;
    const damaged: Lost[] = [];
    for (const traveller of aboard) {
      const { table, column } = traveller.where;
      const name = quoteIdentifier(column.name);
      const rows = await engine.query(`SELECT CAST(${name} AS BLOB) FROM ${quoteIdentifier(table.name)}`);
      const stored = rows.flatMap(([cell]) => (cell instanceof Uint8Array ? [cell] : []));
      arrived += stored.length;
      const after = stored.find((bytes) => !isReadAs(traveller.schema, bytes));
      if (after !== undefined) damaged.push({ traveller, after });
    }
    return { arrived, damaged };
  } finally {
    await engine.close();
  }
}

/** Only documents that stand in every row can be told from those that were there before. */
async function embark(engine: Engine, { schema, table, column }: Traveller, bytes: Uint8Array): Promise<boolean> {
  if (!isReadAs(schema, bytes)) return false;
  const sql = `UPDATE ${quoteIdentifier(table)} SET ${quoteIdentifier(column)} = ?`;
  try {
    await engine.query(sql, [Buffer.from(bytes).toString()]);
    return true;
  } catch (error) {
    if (error instanceof SqlError) return false;
    throw error;
  }
}
