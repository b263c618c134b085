import { count, FORWARD_FAILED, locate, skip, tried } from '../../checks/parts/outcome.ts';
import type { Finding } from '../../model/finding.ts';
import type { StepScripts } from '../../model/step.ts';
import { statementAbout } from '../../sql/mentions.ts';
import type { ColumnDocuments } from '../observed.ts';
import { keyedData, keysInWords } from '../rows/keyedRows.ts';
import type { RehearsalCheck } from './rehearsalCheck.ts';

/** Every stored document is one that its schema accepts. */
export const jsonColumnsValidate: RehearsalCheck = {
  id: 'json-columns-validate',

  async run({ step, config, observed: { after } }) {
    if (config.json.length === 0) return skip('the configuration describes no JSON column');
    if (after === null) return skip(FORWARD_FAILED);
    const { documents } = after;
    const cases = documents.reduce((sum, column) => sum + column.documents, 0);
    if (cases === 0) return skip('no described column was written, or they hold no document');
    const broken = documents.filter(({ refused, known }) => refused.total > known);
    return tried(
      cases,
      broken.map((column) => refusedFinding(column, step)),
    );
  },
};

function refusedFinding(
  { table, column, documents, refused, malformed }: ColumnDocuments,
  { migration, forwardFacts }: StepScripts,
): Finding {
  const keys = keysInWords(refused);
  const all = count(documents, 'stored document');
  return {
    severity: 'error',
    object: `column ${table}.${column}`,
    message: `${refused.total} of ${all} of column ${table}.${column} ${refused.total === 1 ? 'is' : 'are'} refused by the schema${words(refused.total, malformed)}${keys === '' ? '' : `: ${keys}`}`,
    why: 'The application reads these rows with the same schema, and fails on them.',
    fix: 'Repair the documents in the migration, or let the schema accept what is stored.',
    location: locate(migration.forward, statementAbout(forwardFacts.runnable, table)),
    data: { documents, malformed, ...keyedData(refused) },
  };
}

function words(total: number, malformed: number): string {
  if (malformed === 0) return '';
  const none = malformed === 1 ? 'it is no JSON' : 'they are no JSON';
  return malformed === total ? `, because ${none}` : `, ${malformed} of them because ${none}`;
}
