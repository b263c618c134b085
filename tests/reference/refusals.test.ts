import { describe, expect, test } from 'vitest';
import { run, rung } from './ladder.ts';
import { picture } from './picture.ts';
import { filledDatabaseAt } from './rows.ts';

/** Applies a rung to rows that it must refuse; answers with the error's text after seeing that nothing changed. */
function refusal(number: number, spoil: string): string {
  const database = filledDatabaseAt(number - 1);
  database.exec(spoil);
  const before = picture(database);
  try {
    run(database, rung(number).forward);
  } catch (error) {
    expect(picture(database)).toEqual(before);
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('The rung was not refused.');
}

describe('rung 3 refuses, with nothing changed,', () => {
  test.each([
    ['integrations', 'config', "'no JSON'", 'integrations_config_is_an_object'],
    ['integrations', 'config', "'[]'", 'integrations_config_is_an_object'],
    ['traces', 'metadata', "'null'", 'traces_metadata_is_an_object'],
    ['traces', 'metadata', "x'7b7d'", 'traces_metadata_is_an_object'],
    ['traces', 'steps', "''", 'traces_steps_is_an_array'],
    ['traces', 'steps', "'1e3'", 'traces_steps_is_an_array'],
    ['evals', 'test_results', "'7'", 'evals_test_results_is_an_object'],
    ['evals', 'training_trace_ids', `'{}'`, 'evals_training_trace_ids_is_an_array'],
    ['evals', 'training_trace_ids', `'["t1",]'`, 'evals_training_trace_ids_is_an_array'],
    ['jobs', 'context', `'"text"'`, 'jobs_context_is_an_object'],
    ['jobs', 'result', 'jsonb(\'{"a": 1}\')', 'jobs_result_is_an_object'],
    ['jobs', 'metadata', "'{a: 1}'", 'jobs_metadata_is_an_object'],
  ])('%s.%s = %s, and names %s', (table, column, value, constraint) => {
    expect(refusal(3, `UPDATE ${table} SET ${column} = ${value} WHERE rowid = 1`)).toBe(
      `CHECK constraint failed: ${constraint}`,
    );
  });

  test('an id with the text that a row without one would get', () => {
    const spoil = `INSERT INTO jobs (id, workspace_id, type) VALUES ('null-id-5', 'w1', 'import')`;
    expect(refusal(3, spoil)).toBe('UNIQUE constraint failed: jobs.id');
  });
});

test.each(['nobody', '@', 'a@b', 'a.b@c', ''])('rung 4 refuses the address %j, with nothing changed', (address) => {
  expect(refusal(4, `UPDATE users SET email = '${address}' WHERE id = 'u1'`)).toBe(
    'CHECK constraint failed: users_email_is_an_address',
  );
});

test('rung 6 refuses a name that somebody took before the rule could give it, with nothing changed', () => {
  expect(refusal(6, `UPDATE integrations SET name = 'Prod (i1)' WHERE id = 'i3'`)).toBe(
    'UNIQUE constraint failed: integrations.workspace_id, integrations.name',
  );
});

test('after rung 3 the database refuses what is not of the column’s JSON type, and after rung 4 what is no address', () => {
  const database = filledDatabaseAt(4);
  const config = database.prepare(`UPDATE integrations SET config = ? WHERE id = 'i1'`);
  expect(() => config.run('[]')).toThrow('integrations_config_is_an_object');
  expect(config.run('{"a": []}').changes).toBe(1);
  expect(config.run(null).changes).toBe(1);
  expect(() => database.exec(`UPDATE users SET email = 'nobody' WHERE id = 'u1'`)).toThrow('users_email_is_an_address');
});
