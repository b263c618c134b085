import { describe, expect, test } from 'vitest';
import { factsOf, foreignKeysFor } from '../../harness/ladder/scriptFacts.ts';
import type { Migration, Script, TransactionOwner } from '../../harness/model/script.ts';
import { scriptOf } from '../../harness/sql/script.ts';
import { ladderOf, prove } from '../checks/climbing.ts';

const PARENT = `
  CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);
  CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER NOT NULL REFERENCES p (id) ON DELETE CASCADE);`;
const REBUILD = `
  CREATE TABLE p_new (id INTEGER PRIMARY KEY, n TEXT NOT NULL DEFAULT '');
  INSERT INTO p_new SELECT id, coalesce(n, '') FROM p;
  DROP TABLE p;
  ALTER TABLE p_new RENAME TO p;`;
const OFF_OUTSIDE = `PRAGMA foreign_keys = OFF;\nBEGIN;${REBUILD}\nCOMMIT;\nPRAGMA foreign_keys = ON;`;

function owned(sql: string, transaction: TransactionOwner): Script {
  return { ...scriptOf('migrations/0002.sql', sql), transaction };
}

/** Errors and warnings of a rebuild of a parent with cascading children. */
async function complaintsOf(sql: string, transaction: TransactionOwner): Promise<readonly string[]> {
  const [first] = ladderOf([[PARENT, 'DROP TABLE c; DROP TABLE p;']]);
  const second: Migration = { id: '0002', forward: owned(sql, transaction), rollback: null };
  const { steps } = await prove([], { migrations: first === undefined ? [] : [first, second], reversible: false });
  return (steps[1]?.checks ?? []).flatMap(({ id, findings }) =>
    findings.filter(({ severity }) => severity === 'error').map(({ object }) => `${id} ${object}`),
  );
}

describe('who begins and commits', () => {
  test('the runner: a transaction of the script is a fault, and its pragma has no effect', async () => {
    expect(await complaintsOf(OFF_OUTSIDE, 'runner')).toEqual(
      expect.arrayContaining(['forward-applies script migrations/0002.sql', 'rows-survive table c']),
    );
  });

  test('the script: a pragma before its BEGIN takes effect, and no row is lost', async () => {
    expect(await complaintsOf(OFF_OUTSIDE, 'script')).toEqual([]);
  });

  test('the script: a pragma behind its BEGIN has none', async () => {
    const inside = `BEGIN;\nPRAGMA foreign_keys = OFF;${REBUILD}\nCOMMIT;`;
    expect(await complaintsOf(inside, 'script')).toContain('rows-survive table c');
  });

  test('nobody: a pragma takes effect wherever it stands', async () => {
    expect(await complaintsOf(`PRAGMA foreign_keys = OFF;${REBUILD}`, 'none')).toEqual([]);
    expect(await complaintsOf(REBUILD, 'none')).toContain('rows-survive table c');
  });

  test('a second transaction in a script is a fault whoever manages the first', () => {
    const twice = owned('BEGIN; CREATE TABLE a (x); COMMIT; BEGIN; CREATE TABLE b (x); COMMIT;', 'script');
    expect(factsOf(twice).transactionCommands).toHaveLength(4);
    expect(foreignKeysFor(twice)).toBe('on');
  });

  test('VACUUM is left out where it could run, and fails where it could not', () => {
    expect(factsOf(owned('CREATE TABLE a (x); VACUUM;', 'none')).runnable).toHaveLength(1);
    expect(factsOf(owned('CREATE TABLE a (x); VACUUM;', 'runner')).runnable).toHaveLength(2);
  });
});
