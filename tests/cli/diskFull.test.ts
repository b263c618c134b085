import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { soundLadder } from './ladders.ts';
import { stepproof } from './run.ts';

const MAIN = join(import.meta.dirname, '../../harness/cli/main.ts');

/** A namespace of its own lets an account mount a file system that nobody else sees; not every kernel and container does. */
const canMount = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

const LADDER = {
  ...soundLadder,
  'migrations/0002_index.sql':
    'CREATE TABLE large (bytes BLOB);\nINSERT INTO large VALUES (randomblob(400000));\nINSERT INTO large VALUES (randomblob(3000000));\n',
  'rollbacks/0002_index.sql': 'DROP TABLE large;\n',
  'disk/.keep': '',
  'kept/.keep': '',
};

/** A project whose database has the first step. */
function project(mode: string): string {
  const cwd = projectFolder(LADDER);
  const db = new Database(join(cwd, 'app.db'));
  db.pragma(`journal_mode = ${mode}`);
  db.close();
  const { code } = stepproof(['apply', 'app.db', '--create', '--to', '0001', '--no-backup'], { cwd });
  expect(code).toBe(0);
  return cwd;
}

/** Runs shell commands where `disk` is a file system with room for 1.5 MB; `run` is the command line. */
function onSmallDisk(cwd: string, commands: string) {
  const script = `mount -t tmpfs -o size=1500k tmpfs disk && run() { "$NODE" "$MAIN" "$@"; } && ${commands}`;
  const env = { ...process.env, NODE: process.execPath, MAIN };
  return spawnSync('unshare', ['-Urm', 'sh', '-c', script], { cwd, env, encoding: 'utf8' });
}

function contents(path: string) {
  const db = new Database(path);
  try {
    const objects = db.prepare('SELECT name FROM sqlite_schema ORDER BY name').pluck().all();
    const steps = db.prepare('SELECT step FROM stepproof_history').pluck().all();
    return { objects, steps, integrity: db.pragma('integrity_check', { simple: true }) };
  } finally {
    db.close();
  }
}

describe.runIf(canMount)('a disk that is full', () => {
  test.each(['DELETE', 'WAL'])('leaves a database in %s mode as it was before the step', (mode) => {
    const cwd = project(mode);
    const before = contents(join(cwd, 'app.db'));
    const { status, stdout } = onSmallDisk(
      cwd,
      `cp app.db disk && run apply disk/app.db --no-backup --reporter json; code=$?; cp disk/app.db* kept; exit $code`,
    );
    expect(status).toBe(2);
    expect(JSON.parse(stdout).errors).toMatchObject([{ code: 'disk-full' }]);
    expect(contents(join(cwd, 'kept/app.db'))).toEqual(before);
  });

  test('ends a rehearsal with the reason, and nothing of the copy is left', () => {
    const cwd = project('DELETE');
    const { status, stdout, stderr } = onSmallDisk(
      cwd,
      'run rehearse app.db --work-dir disk; code=$?; ls disk; exit $code',
    );
    expect(status).toBe(2);
    expect(stderr).toContain('error[disk-full]: the copy of the database cannot be written: the disk is full');
    expect(stdout).toBe('');
  });
});
