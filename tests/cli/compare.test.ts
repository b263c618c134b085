import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../config/projectFolder.ts';
import { ENDLESS, soundLadder } from './ladders.ts';
import { stepproof, transcript } from './run.ts';

const NOTES = 'CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);\n';

const FILES = {
  ...soundLadder,
  'notes.sql': NOTES,
  'quoted.sql': NOTES.replace('notes', '"notes"'),
  'loose.sql': `${NOTES.replace(' NOT NULL', '')}CREATE VIEW all_notes AS SELECT * FROM notes;\n`,
  'odd.sql': NOTES.replace('body', '"body\u001b[2J\u202e"'),
  'wrong.sql': `${NOTES}CREATE TABLE notes (id);\n`,
  'endless.sql': `${NOTES}${ENDLESS}\n`,
};

/** What a person sees of a comparison, with the number of statements left open: another search tries others. */
function seen(args: readonly string[]): string {
  const run = stepproof(['compare', ...args], { cwd: projectFolder(FILES) });
  return transcript(['compare', ...args], run).replace(/\d+ statements? tried/g, '… statements tried');
}

describe('compare', () => {
  test('shows what differs, and the statements that only one of the two accepts', async () => {
    await expect(seen(['notes.sql', 'loose.sql'])).toMatchFileSnapshot('../golden/compare-different.txt');
  });

  test('finds what is written otherwise and means the same equal, unless the text counts', async () => {
    const runs = [
      ['notes.sql', 'quoted.sql'],
      ['notes.sql', 'quoted.sql', '--verbose'],
      ['notes.sql', 'quoted.sql', '--strict-text', '--quiet'],
      ['notes.sql', 'notes.sql'],
    ];
    await expect(runs.map((args) => seen(args)).join('\n')).toMatchFileSnapshot('../golden/compare-text.txt');
  });

  test('takes steps of a ladder, by the beginning of their id, and its last step', async () => {
    const runs = [
      ['.@0001', 'notes.sql'],
      ['.@0001', '.'],
      ['.', '.@0002_index'],
    ];
    await expect(runs.map((args) => seen(args)).join('\n')).toMatchFileSnapshot('../golden/compare-ladder.txt');
  });

  test('says what could not be compared, and exits with 2', async () => {
    const runs = [
      ['notes.sql'],
      ['notes.sql', 'nothing.sql'],
      ['notes.sql', '.@0003'],
      ['notes.sql', 'wrong.sql'],
      ['notes.sql', 'notes.sql', '--seed', 'x'],
    ];
    await expect(runs.map((args) => seen(args)).join('\n')).toMatchFileSnapshot('../golden/compare-mistakes.txt');
  });

  test('has a help page with its own exit codes', async () => {
    await expect(seen(['--help'])).toMatchFileSnapshot('../golden/help-compare.txt');
  });

  test('lets no schema move the cursor of a terminal', () => {
    const { stdout } = stepproof(['compare', 'notes.sql', 'odd.sql'], { cwd: projectFolder(FILES) });
    expect(stdout).toContain('body[2J');
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });

  test('stops a statement that does not end', () => {
    const { code, stderr } = stepproof(['compare', 'notes.sql', 'endless.sql', '--timeout', '0.5'], {
      cwd: projectFolder(FILES),
    });
    expect(code).toBe(2);
    expect(stderr).toContain('endless.sql does not run: stopped after 0.5 s');
  });
});

describe('the JSON of a comparison', () => {
  test('is plain data with its keys in order, and the same every time', async () => {
    const args = ['compare', 'notes.sql', 'loose.sql', '--reporter', 'json'];
    const { code, stdout, stderr } = stepproof(args, { cwd: projectFolder(FILES) });
    expect([code, stderr]).toEqual([1, '']);
    expect(stepproof(args, { cwd: projectFolder(FILES) }).stdout).toBe(stdout);
    const { cases, ...rest } = JSON.parse(stdout);
    expect(cases).toBeGreaterThan(5);
    await expect(`${JSON.stringify(rest, null, 2)}\n`).toMatchFileSnapshot('../golden/compare.json');
  });

  test('goes to a file beside the text', () => {
    const cwd = projectFolder(FILES);
    const file = join(cwd, 'comparison.json');
    const args = ['compare', 'notes.sql', 'quoted.sql', '--reporter', 'text', '--reporter', `json=${file}`];
    expect(stepproof(args, { cwd })).toMatchObject({ code: 0, stdout: expect.stringContaining('✓ equal') });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ schemaVersion: 1, command: 'compare', equal: true });
  });

  test('tells of an error, too', () => {
    const { code, stdout } = stepproof(['compare', 'notes.sql', 'wrong.sql', '--reporter', 'json'], {
      cwd: projectFolder(FILES),
    });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'compare',
      errors: [{ code: 'script-failed', location: { file: 'wrong.sql', line: 2, column: 1 } }],
    });
  });
});
