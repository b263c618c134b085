import { INTACT_CHECK } from '../rehearsal/checks/database-is-intact.ts';
import { DRIFT_CHECK } from '../rehearsal/standing/drift.ts';
import { LEDGER_CHECK } from '../rehearsal/standing/ledgerFindings.ts';
import { SOURCE_CHECK } from './sourceFindings.ts';

/** What only a rehearsal can tell of. */
export const rehearsalRules = [
  { id: INTACT_CHECK, summary: 'SQLite finds nothing wrong with the database, before the steps and after each.' },
  { id: LEDGER_CHECK, summary: 'The ledger says of every step whether it is applied, and with which text.' },
  { id: DRIFT_CHECK, summary: 'The database has the schema that its applied steps make.' },
  { id: SOURCE_CHECK, summary: 'Nobody writes to the database while its copy is rehearsed on.' },
];
