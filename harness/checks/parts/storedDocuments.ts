import type { Counterexample } from '../../generate/json/counterexamples.ts';
import { isReadAs } from '../../generate/json/reading.ts';
import { decodeCell } from '../../inspect/cell.ts';
import { compareTables } from '../../inspect/dataDifference.ts';
import type { DocumentSchema } from '../../model/config.ts';
import type { Finding } from '../../model/finding.ts';
import type { State, Step } from '../../model/step.ts';
import { columnFinding, type FoundIn, nameOf, replay, shown } from './documentFindings.ts';
import type { CarriedColumn } from './jsonColumns.ts';
import { count } from './outcome.ts';

/** What was looked at, and what is wrong with it. */
export interface StoredOutcome {
  readonly cases: number;
  readonly findings: readonly Finding[];
}

/** Documents of the rows that were there before: one that was valid must be valid after the step. */
export async function compareStored(
  { before }: Step,
  after: State,
  { table, column }: CarriedColumn,
  schema: DocumentSchema,
  where: FoundIn,
): Promise<StoredOutcome> {
  const old = (await before.data()).tables.get(table.before.name);
  const now = (await after.data()).tables.get(where.table.name);
  if (old === undefined || now === undefined) return { cases: 0, findings: [] };
  const position = old.columns.indexOf(column);
  const documents = old.rows.filter(({ cells }) => (cells[position] ?? 'n') !== 'n').length;
  if (old === now) return { cases: documents, findings: [] };
  const { changed } = compareTables(old, now, { columns: table.columns });
  const broken = changed.filter(
    (cell) => cell.column === column && isValid(schema, cell.before) && !isValid(schema, cell.after),
  );
  return { cases: documents, findings: broken.length === 0 ? [] : [storedFinding(where, broken.length, documents)] };
}

/** A generated document that was valid before the step and is not after it. */
export function invalidatedFinding(where: FoundIn, before: Counterexample<Uint8Array>, after: Uint8Array): Finding {
  return columnFinding(where, {
    severity: 'error',
    message: `a valid document that stands in column ${nameOf(where)} before the step is not valid after it`,
    why: WHY,
    fix: FIX,
    data: { ...replay(before), after: shown(after) },
  });
}

function storedFinding(where: FoundIn, broken: number, of: number): Finding {
  const documents = count(of, 'stored document');
  return columnFinding(where, {
    severity: 'error',
    message: `${broken} of ${documents} of column ${nameOf(where)} ${broken === 1 ? 'is' : 'are'} no longer valid after the step`,
    why: WHY,
    fix: FIX,
    data: { documents: broken, of },
  });
}

const WHY = 'The application reads the old rows with the same schema as the new ones, and fails on them.';
const FIX = 'Let the step write documents that the schema accepts, or let the schema hold from this step on: since.';

function isValid(schema: DocumentSchema, cell: string): boolean {
  const { type } = decodeCell(cell);
  return (type === 'text' || type === 'blob') && isReadAs(schema, Buffer.from(cell.slice(1), 'latin1'));
}
