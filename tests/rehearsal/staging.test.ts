import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeStaging } from '../../benchmarks/staging.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { onDatabase, rehearse, said, sha256 } from './project.ts';

const PROJECT = join(import.meta.dirname, '../..');

const TROUBLE = `PRAGMA foreign_keys = OFF;
UPDATE integrations SET name = 'Twin' WHERE workspace_id = 'w0';
UPDATE users SET email = 'nobody' WHERE id = 'u2';
UPDATE traces SET steps = '{not json' WHERE rowid IN (7, 42);
UPDATE eval_executions SET trace_id = 'gone' WHERE rowid IN (11, 12);`;

const REPAIR = `UPDATE users SET email = 'nobody@example.com' WHERE id = 'u2';
UPDATE traces SET steps = '[]' WHERE rowid IN (7, 42);
DELETE FROM eval_executions WHERE trace_id = 'gone';`;

/** A database like that of the platform which the reference ladder belongs to, two steps up. */
function staging(): { readonly dir: string; readonly database: string } {
  const database = join(projectFolder({}), 'staging.db');
  writeStaging(database, { traces: 300, upTo: 2 });
  return { dir: PROJECT, database };
}

describe('a staging database with trouble in it', () => {
  test('is no-go with the keys of the rows, and go when they are repaired', async () => {
    const project = staging();
    onDatabase(project.database, (db) => db.exec(TROUBLE));
    const before = sha256(project.database);
    const report = await rehearse(project);
    expect(report.rehearsal?.verdict).toBe('no-go');
    expect(said(report, ['error'])).toEqual([
      expect.stringMatching(
        /^error forward-applies: 2 rows of table traces break CHECK traces_steps_is_an_array: id '/,
      ),
      "error forward-applies: 1 row of table users breaks CHECK users_email_is_an_address: id 'u2'",
      expect.stringMatching(
        /^error forward-applies: the script fails: 2 rows of table eval_executions have no parent in traces by \(trace_id\): '/,
      ),
      expect.stringMatching(
        /^error json-columns-validate: 2 of 300 stored documents of column traces.steps are refused/,
      ),
    ]);
    expect(sha256(project.database)).toBe(before);

    onDatabase(project.database, (db) => db.exec(REPAIR));
    const again = await rehearse(project);
    expect(said(again, ['error'])).toEqual([]);
    expect(again.rehearsal?.verdict).toBe('go');
    expect(again.steps.map(({ rollbackVerdict }) => rollbackVerdict)).toEqual(again.steps.map(() => 'exact'));
    expect(again.rehearsal?.steps[3]).toMatchObject({ id: '0006_unique_integration_name', rowsWritten: 2 });
  });
});
