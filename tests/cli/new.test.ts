import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { soundLadder } from './ladders.ts';
import { stepproof, transcript } from './run.ts';

const TEXT = (cwd: string, path: string) => readFileSync(join(cwd, path), 'utf8');
const TAGS = 'CREATE TABLE tags (id INTEGER PRIMARY KEY);\nCREATE INDEX tags_id ON tags (id);\n';
const args = (id: string) => ['new', '--rollback-for', id];

describe('new --rollback-for', () => {
  test('writes a rollback that passes the check', () => {
    const cwd = projectFolder({ ...soundLadder, 'migrations/0003_tags.sql': TAGS });
    expect(stepproof(['check'], { cwd }).code).toBe(1);
    expect(stepproof(args('0003'), { cwd })).toEqual({
      code: 0,
      stdout: 'wrote rollbacks/0003_tags.sql: it restores the schema and every generated row\n',
      stderr: '',
    });
    expect(readFileSync(join(cwd, 'rollbacks/0003_tags.sql'), 'utf8')).toBe(
      '-- Takes back migrations/0003_tags.sql\nDROP INDEX tags_id;\nDROP TABLE tags;\n',
    );
    expect(stepproof(['check'], { cwd }).code).toBe(0);
  });

  test('writes nothing where no rollback can bring everything back, and says what is lost', async () => {
    const cwd = projectFolder({
      ...soundLadder,
      'migrations/0003_lossy.sql': 'DROP INDEX idx_notes_body;\nALTER TABLE notes DROP COLUMN body;\n',
    });
    const run = stepproof(args('0003_lossy'), { cwd });
    await expect(transcript(args('0003_lossy'), run)).toMatchFileSnapshot('../golden/new-lossy.txt');
    expect(existsSync(join(cwd, 'rollbacks/0003_lossy.sql'))).toBe(false);
  });

  test.each([
    ['rollback-there', '0001_notes'],
    ['bad-usage', '0009'],
    ['file-exists', '0003'],
  ])('ends with %s', (code, id) => {
    const cwd = projectFolder({
      ...soundLadder,
      'migrations/0003_tags.sql': TAGS,
      'rollbacks/0003_tags.sql': '-- later\n',
    });
    expect(stepproof(args(id), { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining(`error[${code}]`) });
  });

  test('names a step below that does not run', () => {
    const cwd = projectFolder({ 'migrations/0001.sql': 'CREATE TABLE;', 'migrations/0002.sql': TAGS });
    expect(stepproof(args('0002'), { cwd }).stderr).toContain('error[step-fails]: step 0001 does not apply');
  });
});

describe('new NAME', () => {
  test('begins the next pair, which the draft of a rollback completes', () => {
    const cwd = projectFolder(soundLadder);
    expect(stepproof(['new', 'Add tags'], { cwd })).toEqual({
      code: 0,
      stdout:
        'wrote migrations/0003_add_tags.sql:\n  -- add tags\n' +
        'wrote rollbacks/0003_add_tags.sql:\n  -- Takes back migrations/0003_add_tags.sql\n',
      stderr: '',
    });
    writeFileSync(join(cwd, 'migrations/0003_add_tags.sql'), TAGS);
    expect(stepproof(['check'], { cwd }).code).toBe(1);
    expect(stepproof(args('0003'), { cwd }).code).toBe(0);
    expect(stepproof(['check'], { cwd }).code).toBe(0);
  });

  test('takes the folder behind the name', () => {
    const cwd = projectFolder({});
    expect(stepproof(['new', 'users', cwd]).code).toBe(0);
    expect(TEXT(cwd, 'migrations/0001_users.sql')).toBe('-- users\n');
  });

  test('takes the present moment where versions are moments', () => {
    const cwd = projectFolder({ 'migrations/20240101000000_a.sql': 'CREATE TABLE t (a);\n' });
    const before = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
    expect(stepproof(['new', 'b'], { cwd }).code).toBe(0);
    const version = readdirSync(join(cwd, 'migrations')).at(-1)?.replace('_b.sql', '') ?? '';
    expect(version >= before && version <= new Date().toISOString().replaceAll(/\D/g, '')).toBe(true);
  });

  test('ends with 2 where a file stands in place of the folder', () => {
    const cwd = projectFolder(soundLadder);
    const { code, stderr } = stepproof(['new', 'tags', 'migrations/0001_notes.sql'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('error[io-error]: migrations/0001_tags.sql cannot be written');
  });

  test.each(['file', 'link'])('writes over no %s', (kind) => {
    const cwd = projectFolder(soundLadder);
    const target = join(cwd, 'rollbacks/0003_tags.sql');
    if (kind === 'link') symlinkSync('nowhere', target);
    else writeFileSync(target, '-- mine\n');
    const { code, stdout, stderr } = stepproof(['new', 'tags'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('error[file-exists]: rollbacks/0003_tags.sql is there already');
    expect(existsSync(join(cwd, 'migrations/0003_tags.sql'))).toBe(false);
    expect(existsSync(join(cwd, 'rollbacks/nowhere'))).toBe(false);
    if (kind === 'file') expect(TEXT(cwd, 'rollbacks/0003_tags.sql')).toBe('-- mine\n');
  });

  test('refuses a path, and a folder that is not there', () => {
    const cwd = projectFolder({});
    expect(stepproof(['new', '../tags'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('it is a path'),
    });
    expect(stepproof(['new', 'tags', 'nowhere'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error[no-migrations]'),
    });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test.each([[[]], [['add', 'more', 'tags']]])('needs to know what to write: %j', (words) => {
    expect(stepproof(['new', ...words])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('stepproof new add_tags'),
    });
  });
});
