import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyTo } from '../../harness/commands/apply.ts';
import { databaseHealth } from '../../harness/commands/health.ts';
import type { OperationWorld } from '../../harness/commands/operationWorld.ts';
import { rehearseDatabase } from '../../harness/commands/rehearse.ts';
import { rollBack } from '../../harness/commands/rollback.ts';
import { databaseStatus } from '../../harness/commands/status.ts';
import { openHostedD1 } from '../../harness/engines/hosted/hostedD1.ts';
import type { Report } from '../../harness/model/report.ts';
import { healthText } from '../../harness/reporters/healthText.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { type Cloud, startCloud } from '../engines/hosted/cloud.ts';

const LADDER = {
  'wrangler.jsonc': JSON.stringify({ d1_databases: [{ binding: 'DB', database_name: 'app', database_id: 'x' }] }),
  'migrations/0001_teams.sql': 'CREATE TABLE teams (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL);\n',
  'migrations/0002_people.sql': `CREATE TABLE people (id INTEGER PRIMARY KEY NOT NULL, team INTEGER NOT NULL REFERENCES teams ON DELETE CASCADE);
CREATE INDEX people_team ON people (team);
CREATE TRIGGER people_gone AFTER DELETE ON people BEGIN UPDATE teams SET name = CASE WHEN 1 THEN name END; SELECT 1; END;\n`,
  'rollbacks/0001_teams.sql': 'DROP TABLE teams;\n',
  'rollbacks/0002_people.sql': 'DROP TABLE people;\n',
};

/** Reads the rows of one of its tables, to write them down. */
const COPIES_TEAMS = /\bhex\(.*FROM "teams"/is;

let cloud: Cloud;
let folder: string;
const bookmarks: string[] = [];
let seconds = 0;
beforeEach(async () => {
  cloud = await startCloud();
  folder = mkdtempSync(join(tmpdir(), 'stepproof-hosted-'));
  bookmarks.length = 0;
});
afterEach(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

const world = (): OperationWorld => ({
  now: () => 0,
  time: () => new Date(1000 * seconds++).toISOString(),
  by: 'ada@host',
  pid: 1,
  hosted: { folder, onBookmark: (bookmark) => bookmarks.push(bookmark) },
});

const options = (dir: string) => ({ dir, layout: 'paired', hosted: cloud.target, backup: folder });
const standings = ({ operation }: Report) => operation?.steps.map(({ id, standing, action }) => [id, standing, action]);
const sql = (text: string) => openHostedD1(cloud.target).query(text);

describe('a database at Cloudflare', () => {
  test('is applied to, says where it stands, and is taken back', async () => {
    const dir = projectFolder(LADDER);
    const applied = await applyTo('d1:app', options(dir), world());
    expect(applied.errors).toEqual([]);
    expect(standings(applied)).toEqual([
      ['0001_teams', 'applied', 'applied'],
      ['0002_people', 'applied', 'applied'],
    ]);
    expect(bookmarks).toHaveLength(1);
    expect(await sql('SELECT step, applied_by FROM stepproof_history ORDER BY id')).toEqual([
      ['0001_teams', 'ada@host'],
      ['0002_people', 'ada@host'],
    ]);

    await openHostedD1(cloud.target).batch([
      { text: "INSERT INTO teams VALUES (1, 'one')" },
      { text: 'INSERT INTO people VALUES (1, 1)' },
    ]);
    const status = await databaseStatus('d1:app', options(dir), world());
    expect(status.findings).toEqual([]);
    expect(status.operation?.drift).toEqual([]);

    await expect(rollBack('d1:app', options(dir), world())).rejects.toMatchObject({ code: 'rollback-loses' });
    expect(await sql('SELECT count(*) FROM people')).toEqual([[1n]]);

    const back = await rollBack('d1:app', { ...options(dir), force: true }, world());
    expect(back.errors).toEqual([]);
    expect(standings(back)).toEqual([
      ['0001_teams', 'applied', null],
      ['0002_people', 'pending', 'rolled-back'],
    ]);
    await expect(sql('SELECT 1 FROM people')).rejects.toMatchObject({ message: 'no such table: people' });
  });

  test('is copied once, for its backup and to try the steps on', async () => {
    const dir = projectFolder(LADDER);
    await applyTo('d1:app', { ...options(dir), to: '0001' }, world());
    await sql("INSERT INTO teams VALUES (1, 'one')");
    const copies = (): number => cloud.asked.filter((text) => COPIES_TEAMS.test(text)).length;
    const before = copies();
    const { errors, operation } = await applyTo('d1:app', options(dir), world());
    expect({ errors, rows: operation?.backup?.rows, copies: copies() - before }).toEqual({
      errors: [],
      rows: 1,
      copies: 1,
    });
    await rollBack('d1:app', options(dir), world());
    expect(copies() - before).toBe(2);
  });

  test('is copied anew where others wrote to it since its backup was made', async () => {
    const dir = projectFolder(LADDER);
    await applyTo('d1:app', { ...options(dir), to: '0001' }, world());
    const disturbed: OperationWorld = { ...world(), hosted: { folder, onBookmark: () => cloud.touch() } };
    const before = cloud.asked.filter((text) => COPIES_TEAMS.test(text)).length;
    const { errors } = await applyTo('d1:app', options(dir), disturbed);
    expect(errors).toEqual([]);
    expect(cloud.asked.filter((text) => COPIES_TEAMS.test(text)).length - before).toBe(2);
  });

  test('keeps wrangler informed where wrangler has a ledger', async () => {
    const dir = projectFolder(LADDER);
    await applyTo('d1:app', { ...options(dir), layout: 'wrangler' }, world());
    expect(await sql('SELECT name FROM d1_migrations ORDER BY id')).toEqual([['0001_teams.sql'], ['0002_people.sql']]);
  });

  test('has wrangler’s ledger under the name that the configuration gives it', async () => {
    const configured = { binding: 'DB', database_name: 'app', database_id: 'x', migrations_table: 'applied files' };
    const dir = projectFolder({ ...LADDER, 'wrangler.jsonc': JSON.stringify({ d1_databases: [configured] }) });
    const wranglers = { ...options(dir), layout: 'wrangler' };
    await applyTo('d1:app', { ...wranglers, to: '0001' }, world());
    expect(await sql('SELECT name FROM "applied files"')).toEqual([['0001_teams.sql']]);
    await openHostedD1(cloud.target).batch([
      { text: String(LADDER['migrations/0002_people.sql'].split(';')[0]) },
      { text: String(LADDER['migrations/0002_people.sql'].split(';')[1]) },
      { text: `INSERT INTO "applied files" (name) VALUES ('0002_people.sql')` },
    ]);
    const status = await databaseStatus('d1:app', wranglers, world());
    expect(standings(status)?.map(([id, standing]) => [id, standing])).toEqual([
      ['0001_teams', 'applied'],
      ['0002_people', 'applied'],
    ]);
  });

  test('is left alone by a step that fails on a copy of it', async () => {
    const dir = projectFolder({
      ...LADDER,
      'migrations/0003_wrong.sql': 'DROP TABLE teams;\nCREATE TABLE people (id);\n',
    });
    const { errors } = await applyTo('d1:app', options(dir), world());
    expect(errors).toMatchObject([{ code: 'sql-failed', location: { file: 'migrations/0003_wrong.sql', line: 2 } }]);
    expect(cloud.requests.filter((request) => request.endsWith('/query')).length).toBeGreaterThan(0);
    expect(await sql('SELECT step FROM stepproof_history ORDER BY id')).toEqual([['0001_teams'], ['0002_people']]);
    expect(await sql('SELECT count(*) FROM teams')).toEqual([[0n]]);
  });

  test('is left as it was where D1 refuses what SQLite lets pass', async () => {
    const dir = projectFolder({
      ...LADDER,
      'migrations/0003_temp.sql': 'CREATE TABLE a (id);\nCREATE TEMP TABLE b (id);\n',
    });
    const { errors } = await applyTo('d1:app', options(dir), world());
    expect(errors).toMatchObject([{ code: 'sql-failed' }]);
    await expect(sql('SELECT 1 FROM a')).rejects.toMatchObject({ message: 'no such table: a' });
  });

  test('that applied a step without saying so has it once', async () => {
    const dir = projectFolder({
      'migrations/0001_teams.sql': LADDER['migrations/0001_teams.sql'],
      'rollbacks/0001_teams.sql': LADDER['rollbacks/0001_teams.sql'],
    });
    cloud.cutOffBatches(1);
    const { errors, operation } = await applyTo('d1:app', options(dir), world());
    expect(errors).toEqual([]);
    expect(operation?.steps).toMatchObject([{ id: '0001_teams', standing: 'applied', action: 'applied' }]);
    expect(await sql('SELECT count(*) FROM stepproof_history')).toEqual([[1n]]);
  });
});

describe('the health of a database at Cloudflare', () => {
  test('is what D1 lets be asked', async () => {
    const dir = projectFolder(LADDER);
    await applyTo('d1:app', options(dir), world());
    await sql("INSERT INTO teams VALUES (1, 'one'), (2, 'two')");
    const sound = await databaseHealth('d1:app', options(dir), world());
    expect(sound.findings).toEqual([]);
    expect(sound.health).toMatchObject({
      freePages: null,
      integrityCheck: 'quick_check',
      integrity: [],
      orphans: [],
      tables: expect.arrayContaining([{ name: 'teams', rows: 2 }]),
    });
    expect(sound.health?.ladderDigest).toBe(sound.health?.schemaDigest);
    expect(healthText(sound, sound.health ?? expect.fail(), { color: false, quiet: false })).toContain(
      'quick_check ok',
    );
    await sql('CREATE TABLE stray (id INTEGER PRIMARY KEY NOT NULL)');
    const strayed = await databaseHealth('d1:app', options(dir), world());
    expect(strayed.findings.map(({ check, message }) => [check, message])).toEqual([
      ['schema-matches-ladder', expect.stringContaining('stray')],
    ]);
  });
});

describe('a batch that gets no answer', () => {
  test('and is not in the ledger afterwards is not called undone for good', async () => {
    const dir = projectFolder(LADDER);
    cloud.loseBatches(1);
    const { errors } = await applyTo('d1:app', options(dir), world());
    expect(errors).toMatchObject([{ code: 'd1-unreachable', why: expect.stringContaining('may yet be run') }]);
    expect(await sql("SELECT count(*) FROM sqlite_schema WHERE name = 'teams'")).toEqual([[0n]]);
    expect((await applyTo('d1:app', options(dir), world())).errors).toEqual([]);
  });
});

describe('a rehearsal of a database at Cloudflare', () => {
  test('finds in its rows what stands in the way, and leaves it alone', async () => {
    const dir = projectFolder({
      ...LADDER,
      'migrations/0003_unique.sql': 'CREATE UNIQUE INDEX teams_name ON teams (name);\n',
      'rollbacks/0003_unique.sql': 'DROP INDEX teams_name;\n',
    });
    await applyTo('d1:app', { ...options(dir), to: '0002' }, world());
    await openHostedD1(cloud.target).batch([
      { text: "INSERT INTO teams VALUES (1, 'twin'), (2, 'twin'), (3, 'other')" },
    ]);
    const rehearsed = () =>
      rehearseDatabase(
        { ...options(dir), database: 'd1:app', showValues: false },
        { now: () => 0, onStep() {}, peakMiB: () => 0, folder: mkdtempSync(join(folder, 'rehearsal-')) },
      );
    const noGo = await rehearsed();
    expect(noGo.rehearsal).toMatchObject({ verdict: 'no-go', database: { rows: 3 } });
    const [finding] = noGo.steps[0]?.checks.find(({ id }) => id === 'forward-applies')?.findings ?? [];
    expect(finding).toMatchObject({ severity: 'error', object: 'table teams' });
    expect(JSON.stringify(finding)).not.toContain('twin');

    await openHostedD1(cloud.target).batch([{ text: "UPDATE teams SET name = 'lone' WHERE id = 2" }]);
    expect((await rehearsed()).rehearsal).toMatchObject({ verdict: 'go' });
    expect(await sql("SELECT count(*) FROM sqlite_schema WHERE name = 'teams_name'")).toEqual([[0n]]);
  });
});
