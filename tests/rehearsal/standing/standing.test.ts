import { describe, expect, test } from 'vitest';
import { ladderOf, projectOf, rehearse, said } from '../project.ts';

const ONE = 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n';
const TWO = 'CREATE INDEX users_name ON users (name);\n';
const THREE = 'ALTER TABLE users ADD COLUMN email TEXT;\n';
const LADDER = {
  '0001_users': [ONE, 'DROP TABLE users;'],
  '0002_index': [TWO, 'DROP INDEX users_name;'],
  '0003_email': [THREE, 'ALTER TABLE users DROP COLUMN email;'],
} as const;

function stepsOf({ steps }: Awaited<ReturnType<typeof rehearse>>): readonly string[] {
  return steps.map(({ id }) => id);
}

describe('where a database without a ledger stands', () => {
  test('is told by its schema', async () => {
    expect(stepsOf(await rehearse(projectOf(ladderOf(LADDER), ONE)))).toEqual(['0002_index', '0003_email']);
    expect(stepsOf(await rehearse(projectOf(ladderOf(LADDER), ONE + TWO)))).toEqual(['0003_email']);
    expect(stepsOf(await rehearse(projectOf(ladderOf(LADDER), ONE + TWO + THREE)))).toEqual([]);
  });

  test('does not depend on how its schema is written', async () => {
    const other = 'create table "users" ( id INTEGER PRIMARY KEY, -- a comment\n name text );';
    expect(stepsOf(await rehearse(projectOf(ladderOf(LADDER), other)))).toEqual(['0002_index', '0003_email']);
  });

  test('is asked for where it is at no place of the ladder', async () => {
    const project = projectOf(ladderOf(LADDER), `${ONE}${TWO}CREATE TABLE stray (id INTEGER PRIMARY KEY);`);
    await expect(rehearse(project)).rejects.toMatchObject({
      code: 'standing-unknown',
      message: 'the schema of the database is not that of the ladder after any step',
      detail: {
        why: 'The database has no ledger that stepproof knows, so its schema must tell which steps it has. nearest is after 0002_index: table stray is not known to the ladder',
        fix: 'Say it: --from ID names the first step that is not applied, for example --from 0003_email.',
      },
    });
    const report = await rehearse(project, { from: '0003' });
    expect(stepsOf(report)).toEqual(['0003_email']);
    expect(said(report)).toEqual([
      'warning schema-matches-ladder: the schema of the database is not the one after 0002_index: table stray is not known to the ladder',
    ]);
  });

  test('is asked for where several places have the same schema', async () => {
    const ladder = ladderOf({ ...LADDER, '0002_index': ["UPDATE users SET name = 'x';", 'SELECT 1;'] });
    await expect(rehearse(projectOf(ladder, ONE))).rejects.toMatchObject({
      code: 'standing-unknown',
      message: 'the schema of the database fits several places of the ladder: after 0001_users, after 0002_index',
    });
  });
});

const WRANGLER = (...names: readonly string[]) => `
CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL);
${names.map((name) => `INSERT INTO d1_migrations (name) VALUES ('${name}');`).join('\n')}`;

describe('a ledger', () => {
  test('of wrangler tells what is pending, and is no part of the schema', async () => {
    const project = projectOf(ladderOf(LADDER), ONE + TWO + WRANGLER('0001_users.sql', '0002_index.sql'));
    const report = await rehearse(project);
    expect(stepsOf(report)).toEqual(['0003_email']);
    expect(said(report)).toEqual([]);
  });

  test('of goose does, too', async () => {
    const files = {
      'migrations/00001_users.sql': `-- +goose Up\n${ONE}-- +goose Down\nDROP TABLE users;\n`,
      'migrations/00002_index.sql': `-- +goose Up\n${TWO}-- +goose Down\nDROP INDEX users_name;\n`,
    };
    const ledger = `CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));
INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), (1, 1);`;
    const report = await rehearse(projectOf(files, ONE + ledger));
    expect(report.layout).toBe('goose');
    expect(stepsOf(report)).toEqual(['00002_index']);
    expect(said(report)).toEqual([]);
  });

  test('that knows steps which the folder lacks ends the run', async () => {
    const project = projectOf(ladderOf(LADDER), ONE + WRANGLER('0001_users.sql', '0004_gone.sql'));
    await expect(rehearse(project)).rejects.toMatchObject({
      code: 'migration-unknown',
      message: 'the database has steps that the folder lacks: 0004_gone.sql',
    });
  });

  test('that has a later step and not an earlier one is no-go, and the steps are rehearsed all the same', async () => {
    const project = projectOf(ladderOf(LADDER), ONE + THREE + WRANGLER('0001_users.sql', '0003_email.sql'));
    const report = await rehearse(project);
    expect(report.rehearsal?.verdict).toBe('no-go');
    expect(stepsOf(report)).toEqual(['0002_index']);
    expect(said(report)[0]).toBe(
      'error ledger-is-sound: 0002_index is not applied, although 0003_email is, which comes after it.',
    );
  });

  test('contradicts --from', async () => {
    const project = projectOf(ladderOf(LADDER), ONE + WRANGLER('0001_users.sql'));
    await expect(rehearse(project, { from: '0003' })).rejects.toMatchObject({
      code: 'bad-usage',
      message: '--from 0003_email contradicts the database: the first step that is not applied is 0002_index',
    });
    expect(stepsOf(await rehearse(project, { from: '0002' }))).toEqual(['0002_index', '0003_email']);
  });
});

describe('drift', () => {
  test('of the schema is a warning that names what differs, and no reason for no-go', async () => {
    const project = projectOf(
      ladderOf(LADDER),
      `${ONE}CREATE INDEX by_hand ON users (id, name);${WRANGLER('0001_users.sql')}`,
    );
    const report = await rehearse(project);
    expect(report.rehearsal?.verdict).toBe('go');
    expect(said(report)).toEqual([
      'warning schema-matches-ladder: the schema of the database is not the one after 0001_users: index by_hand is not known to the ladder',
    ]);
  });

  test('can be switched off', async () => {
    const files = {
      ...ladderOf(LADDER),
      'stepproof.config.mjs': "export default { severity: { 'schema-matches-ladder': 'off' } };\n",
    };
    const project = projectOf(files, `${ONE}CREATE INDEX by_hand ON users (id, name);${WRANGLER('0001_users.sql')}`);
    expect(said(await rehearse(project))).toEqual([]);
  });

  test('is not told where the ladder needs rows', async () => {
    const ladder = ladderOf({
      '0001_users': [ONE, 'DROP TABLE users;'],
      '0002_needs': [
        'CREATE TABLE one (n INTEGER NOT NULL); INSERT INTO one SELECT max(id) FROM users;',
        'DROP TABLE one;',
      ],
      '0003_email': [THREE, 'ALTER TABLE users DROP COLUMN email;'],
    });
    const project = projectOf(
      ladder,
      `${ONE}CREATE TABLE one (n INTEGER NOT NULL);${WRANGLER('0001_users.sql', '0002_needs.sql')}`,
    );
    const report = await rehearse(project);
    expect(said(report, ['note'])).toEqual([
      'note schema-matches-ladder: the schema of the database was not held against the ladder: 0002_needs does not run on an empty database',
    ]);
  });
});
