import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { FleetDatabase } from '../../harness/model/fleet.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { soundLadder } from './ladders.ts';
import { startStepproof, stepproof, transcript } from './run.ts';

const UNIQUE = {
  'migrations/0002_index.sql': 'CREATE UNIQUE INDEX idx_notes_body ON notes (body);\n',
};
/** Does not end where a note says so. */
const STUCK = `CREATE TABLE tags (id INTEGER PRIMARY KEY NOT NULL);
INSERT INTO notes SELECT n, 'x' FROM (
  WITH RECURSIVE c(n) AS (SELECT 1 WHERE EXISTS (SELECT 1 FROM notes WHERE body = 'stuck') UNION ALL SELECT n FROM c)
  SELECT n FROM c WHERE n > 1);
`;
const FIRST = soundLadder['migrations/0001_notes.sql'];

/** A folder with a database for each tenant, whose notes have these bodies. */
function tenants(bodies: readonly (readonly string[])[], ladder: Readonly<Record<string, string>> = {}): string {
  const cwd = projectFolder({ ...soundLadder, ...UNIQUE, ...ladder, 'tenants/.keep': '' });
  for (const [at, texts] of bodies.entries()) {
    const db = new Database(join(cwd, 'tenants', `t${at + 1}.db`));
    db.exec(FIRST);
    for (const text of texts) db.prepare('INSERT INTO notes (body) VALUES (?)').run(text);
    db.close();
  }
  return cwd;
}

function json(cwd: string, args: readonly string[]) {
  const { code, stdout, stderr } = stepproof([...args, '--reporter', 'json'], { cwd });
  const report = JSON.parse(stdout);
  const databases: readonly FleetDatabase[] = report.fleet.databases;
  return { code, stderr, report, outcomes: databases.map(({ database, outcome }) => `${database} ${outcome}`) };
}

const appliedIn = (cwd: string, database: string): unknown[] => {
  const db = new Database(join(cwd, database), { readonly: true });
  try {
    return db.prepare('SELECT step FROM stepproof_history ORDER BY id').pluck().all();
  } catch {
    return [];
  } finally {
    db.close();
  }
};

/** Steps that are applied and were not taken back. */
const standingIn = (cwd: string, database: string): unknown[] => {
  const db = new Database(join(cwd, database), { readonly: true });
  try {
    return db.prepare('SELECT step FROM stepproof_history WHERE rolled_back_at IS NULL ORDER BY id').pluck().all();
  } finally {
    db.close();
  }
};
const BOTH = ['0001_notes', '0002_index'];

const ADOPT = ['--assume-applied', '0001', '--no-backup'];

describe('many databases', () => {
  test('are rehearsed by one command, and each fault is told once', async () => {
    const cwd = tenants([['a', 'b'], ['a', 'a'], ['b', 'b', 'c'], ['z']]);
    writeFileSync(join(cwd, 'tenants/t5.db'), 'no database at all');
    const args = ['rehearse', 'tenants/*.db'];
    const run = stepproof(args, { cwd });
    expect(run.code).toBe(2);
    // Which one is slowest is for the machine to say.
    const shown = transcript(args, run).replace(/(slowest) tenants\S+/, '$1 tenants/…');
    await expect(shown).toMatchFileSnapshot('../golden/fleet-rehearse.txt');
  });

  test('that are all right pass', () => {
    const cwd = tenants([['a'], ['b'], ['c']]);
    const { code, report, outcomes } = json(cwd, ['rehearse', 'tenants/*.db', '--workers', '2']);
    expect({ code, outcomes }).toEqual({
      code: 0,
      outcomes: ['tenants/t1.db passed', 'tenants/t2.db passed', 'tenants/t3.db passed'],
    });
    expect(report.steps.map(({ id, database }: { id: string; database: string }) => [database, id])).toEqual([
      ['tenants/t1.db', '0002_index'],
      ['tenants/t2.db', '0002_index'],
      ['tenants/t3.db', '0002_index'],
    ]);
  });

  test('are applied to up to the first that fails, and beyond it only when asked to', () => {
    const cwd = tenants([['a'], ['b', 'b'], ['c']]);
    const apply = ['apply', 'tenants/*.db', '--workers', '1', ...ADOPT];
    const stopped = json(cwd, apply);
    expect(stopped).toMatchObject({
      code: 2,
      outcomes: ['tenants/t1.db passed', 'tenants/t2.db error', 'tenants/t3.db not-run'],
    });
    expect(appliedIn(cwd, 'tenants/t3.db')).toEqual([]);
    // What is done is not done again: the run goes on where the last one ended.
    const goneOn = json(cwd, [...apply.slice(0, 4), '--no-backup', '--keep-going', '--assume-applied', '0001']);
    expect(goneOn.outcomes).toEqual(['tenants/t1.db error', 'tenants/t2.db error', 'tenants/t3.db passed']);
    expect(appliedIn(cwd, 'tenants/t1.db')).toEqual(['0001_notes', '0002_index']);
    expect(appliedIn(cwd, 'tenants/t3.db')).toEqual(['0001_notes', '0002_index']);
  });

  test('are taken back up to the first that would lose rows, and beyond it only when asked to', () => {
    const cwd = tenants([['a'], ['b'], ['c']], {
      'migrations/0002_index.sql': 'CREATE TABLE tags (id INTEGER PRIMARY KEY NOT NULL);\n',
      'rollbacks/0002_index.sql': 'DROP TABLE tags;\n',
    });
    expect(stepproof(['apply', 'tenants/*.db', ...ADOPT], { cwd }).code).toBe(0);
    const second = new Database(join(cwd, 'tenants/t2.db'));
    second.exec('INSERT INTO tags VALUES (1)');
    second.close();
    const rollback = ['rollback', 'tenants/*.db', '--no-backup', '--workers', '1'];
    const planned = json(cwd, [...rollback, '--dry-run']);
    expect({ code: planned.code, standing: standingIn(cwd, 'tenants/t1.db') }).toEqual({ code: 0, standing: BOTH });
    expect(json(cwd, rollback)).toMatchObject({
      code: 2,
      outcomes: ['tenants/t1.db passed', 'tenants/t2.db error', 'tenants/t3.db not-run'],
    });
    expect(['t1', 't2', 't3'].map((name) => standingIn(cwd, `tenants/${name}.db`))).toEqual([
      ['0001_notes'],
      BOTH,
      BOTH,
    ]);
    const goneOn = json(cwd, [...rollback, '--to', '0001', '--keep-going']);
    expect(goneOn.outcomes).toEqual(['tenants/t1.db passed', 'tenants/t2.db error', 'tenants/t3.db passed']);
    expect(goneOn.report.fleet.databases[1].errors[0].code).toBe('rollback-loses');
    expect(['t1', 't2', 't3'].map((name) => standingIn(cwd, `tenants/${name}.db`))).toEqual([
      ['0001_notes'],
      BOTH,
      ['0001_notes'],
    ]);
  });

  test('stay as the run has left them when its report cannot be written, and standard error says how', () => {
    const cwd = tenants([['a'], ['b'], ['c']]);
    const args = ['apply', 'tenants/*.db', ...ADOPT, '--reporter', 'json=no/where.json'];
    const { code, stderr } = stepproof(args, { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(
      '0001_notes is written down as applied, 0002_index is applied in 3 databases, and that stays: tenants/t1.db, tenants/t2.db, tenants/t3.db',
    );
    expect(stderr).toContain('error[report-not-written]');
    expect(standingIn(cwd, 'tenants/t3.db')).toEqual(BOTH);
  });

  test('are looked at', () => {
    const cwd = tenants([['a'], ['b']]);
    stepproof(['apply', 'tenants/t1.db', ...ADOPT], { cwd });
    const { code, outcomes } = json(cwd, ['status', 'tenants/*.db']);
    // The second has a table, and no ledger that tells why.
    expect({ code, outcomes }).toEqual({ code: 1, outcomes: ['tenants/t1.db passed', 'tenants/t2.db failed'] });
  });

  test('are shared between machines, and one report tells of all', () => {
    const cwd = tenants([['a'], ['b', 'b'], ['c']]);
    const shares = [1, 2].map((index) => {
      const file = `share-${index}.json`;
      const { code } = stepproof(['rehearse', 'tenants/*.db', '--shard', `${index}/2`, '--reporter', `json=${file}`], {
        cwd,
      });
      return { code, file };
    });
    expect(shares.map(({ code }) => code)).toEqual([0, 1]);
    const merged = json(cwd, ['report', 'merge', ...shares.map(({ file }) => file)]);
    expect(merged).toMatchObject({
      code: 1,
      outcomes: ['tenants/t1.db passed', 'tenants/t2.db failed', 'tenants/t3.db passed'],
    });
    expect(stepproof(['report', 'merge', 'share-1.json'], { cwd }).stderr).toContain('error[shard-missing]');
  });

  test('of which one hangs are rehearsed all the same', () => {
    const cwd = tenants([['a'], ['stuck'], ['c']], {
      'migrations/0002_index.sql': STUCK,
      'rollbacks/0002_index.sql': 'DROP TABLE tags;\n',
    });
    const { outcomes, stderr } = json(cwd, ['rehearse', 'tenants/*.db', '--timeout', '2']);
    expect(stderr).toContain('stopped after 2 s, going on without it: tenants/t2.db: INSERT');
    expect(outcomes).toEqual(['tenants/t1.db passed', 'tenants/t2.db failed', 'tenants/t3.db passed']);
  });

  test('that a killed run has left half done are finished by the next, and nothing is done twice', async () => {
    const names = Array.from({ length: 6 }, (_, at) => `tenants/t${at + 1}.db`);
    const cwd = tenants(names.map((name) => [name]));
    const everywhere = ['apply', 'tenants/*.db', '--no-backup'];
    expect(stepproof([...everywhere, '--assume-applied', '0001', '--to', '0001'], { cwd }).code).toBe(0);
    const child = startStepproof([...everywhere, '--workers', '1'], { cwd });
    const isDone = (name: string): boolean => appliedIn(cwd, name).length === 2;
    while (!names.some(isDone)) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    await once(child, 'close');
    const again = json(cwd, everywhere);
    expect(again.code).toBe(0);
    for (const name of names) expect(appliedIn(cwd, name)).toEqual(['0001_notes', '0002_index']);
  });

  test('that are none are refused', () => {
    const run = stepproof(['rehearse', 'nowhere/*.db'], { cwd: projectFolder(soundLadder) });
    expect(run).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error[database-missing]: no file is called like'),
    });
    const junit = stepproof(['rehearse', 'tenants/*.db', '--reporter', 'junit'], { cwd: tenants([['a']]) });
    expect(junit).toMatchObject({ code: 2, stderr: expect.stringContaining('has no junit report') });
  });
});

describe('options for many databases', () => {
  test('leave a share without a database empty, and say so in the report', () => {
    const cwd = tenants([['a'], ['b']]);
    expect(json(cwd, ['rehearse', 'tenants/*.db', '--shard', '3/3'])).toMatchObject({ code: 0, outcomes: [] });
  });

  test.each([['--shard', '1/2'], ['--workers', '2'], ['--keep-going']])(
    '%s is refused for a single one',
    (...option) => {
      const cwd = tenants([['a']]);
      const run = stepproof(['apply', 'tenants/t1.db', ...ADOPT, ...option], { cwd });
      expect(run.code).toBe(2);
      expect(run.stderr).toContain(`error[bad-usage]: ${option[0]} is for many databases, and tenants/t1.db is one`);
      expect(appliedIn(cwd, 'tenants/t1.db')).toEqual([]);
    },
  );
});
