import { describe, expect, test } from 'vitest';
import { type CheckOptions, check, type LooseFinding } from '../../harness/index.ts';
import { soundLadder } from '../cli/ladders.ts';
import { projectFolder } from '../config/projectFolder.ts';

/** What a check of two sound steps says of their catalogue, beside the findings of the steps. */
async function foundFor(queries: string, options: CheckOptions = {}): Promise<readonly LooseFinding[]> {
  const config = `export default {\n  queries: {\n    ${queries}\n  },\n};\n`;
  const dir = projectFolder({ ...soundLadder, 'stepproof.config.ts': config });
  return (await check({ dir, ...options })).findings;
}

const misspelt = "notes: { sql: { text: 'SELECT bodi FROM notes' }, scan: false },";

describe('a catalogued query that no schema compiles', () => {
  test('is a warning at its line of the configuration', async () => {
    expect(await foundFor(misspelt)).toMatchObject([
      {
        check: 'queries-use-indexes',
        severity: 'warning',
        object: 'query notes',
        message: 'query notes cannot be run after the last step, 0002_index',
        location: { file: 'stepproof.config.ts', line: 3 },
      },
    ]);
  });

  test('is one, too, for another number of values than it has places', async () => {
    const found = await foundFor(
      "notes: { sql: { text: 'SELECT id FROM notes WHERE body = ? AND id = ?', values: [1] } },",
    );
    expect(found).toMatchObject([{ object: 'query notes' }]);
  });

  test('is as severe as the configuration says', async () => {
    const found = await foundFor(`${misspelt} },\n  severity: { 'queries-use-indexes': 'error'`);
    expect(found).toMatchObject([{ severity: 'error' }]);
  });

  test.each([
    ['when it compiles', "notes: { sql: { text: 'SELECT body FROM notes' } },", {}],
    ['when its promise has ended', misspelt.replace('scan', "until: '0001_notes', scan"), {}],
    ['when the last step is not proven', misspelt, { to: '0001_notes' }],
    ['when the check is left out', misspelt, { skip: ['queries-use-indexes'] }],
  ])('is nothing %s', async (_name, queries, options) => {
    expect(await foundFor(queries, options)).toEqual([]);
  });

  test('is not told a second time of a query that a step has lost', async () => {
    const dir = projectFolder({
      ...soundLadder,
      'migrations/0002_index.sql': 'ALTER TABLE notes RENAME COLUMN body TO text;\n',
      'rollbacks/0002_index.sql': 'ALTER TABLE notes RENAME COLUMN text TO body;\n',
      'migrations/0003_tags.sql': 'CREATE TABLE tags (id INTEGER PRIMARY KEY);\n',
      'rollbacks/0003_tags.sql': 'DROP TABLE tags;\n',
      'stepproof.config.ts': "export default { queries: { notes: { sql: { text: 'SELECT body FROM notes' } } } };",
    });
    const { findings, steps } = await check({ dir });
    expect(steps.map(({ status }) => status)).toEqual(['passed', 'failed', 'passed']);
    expect(findings).toEqual([]);
  });
});
