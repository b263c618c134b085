import { sql } from '@databases/sqlite-sync';
import { openDatabase } from '../../application/database.ts';
import { recordExecution } from '../../application/tables/evalExecutions.ts';
import { claimJob, completeJob } from '../../application/tables/jobTransitions.ts';
import { updateWorkspace } from '../../application/tables/workspaces.ts';
import { write } from '../../application/write.ts';

// One of several processes that write to one database: `node writer.ts <file> <its name> <task> <rounds>`.

const [file = '', name = '', task = '', rounds = '0'] = process.argv.slice(2);
const database = openDatabase(file);

const tasks: Readonly<Record<string, (round: number) => void>> = {
  count(round) {
    const execution = { id: `${name}-${round}`, eval_id: 'e', trace_id: `${name}-${round}` };
    write(database, (transaction) =>
      recordExecution(transaction, { ...execution, result: true, reason: '', execution_time_ms: 1 }),
    );
  },
  /** Reads in one statement what it writes in the next: lost at once where another process gets in between. */
  readThenWrite() {
    write(database, (transaction) => {
      const [row] = transaction.query(sql`SELECT name FROM workspaces WHERE id = 'w'`);
      transaction.query(updateWorkspace('w', { name: String(Number(row.name) + 1) }));
    });
  },
  claim() {
    const id = write(database, (transaction) => claimJob(transaction, 'w'));
    if (id === null) return;
    const result = { imported: 0, skipped: 0 };
    write(database, (transaction) => completeJob(transaction, id, { type: 'import', result }));
    process.send?.(id);
  },
};

// All writers start at a word from the parent when each of them is ready, or they would work one after the other.
process.once('message', () => {
  for (let round = 0; round < Number(rounds); round++) tasks[task]?.(round);
  database.dispose();
  process.disconnect();
});
process.send?.('ready');
