import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { soundLadder } from './ladders.ts';
import { stepproof, transcript } from './run.ts';

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
    const cwd = projectFolder({ ...soundLadder, 'migrations/0003_tags.sql': TAGS, 'rollbacks/0003_tags.sql': '' });
    expect(stepproof(args(id), { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining(`error[${code}]`) });
  });

  test('names a step below that does not run', () => {
    const cwd = projectFolder({ 'migrations/0001.sql': 'CREATE TABLE;', 'migrations/0002.sql': TAGS });
    expect(stepproof(args('0002'), { cwd }).stderr).toContain('error[step-fails]: step 0001 does not apply');
  });

  test('needs to know what to write', () => {
    expect(stepproof(['new']).stderr).toContain('stepproof new --rollback-for ID');
  });
});
