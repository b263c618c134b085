import { describe, expect, test } from 'vitest';
import type { Lock } from '../../harness/model/lock.ts';
import { checkOf, configOf, type Pair, prove, short } from './climbing.ts';

const TABLES: Pair = [
  'CREATE TABLE a (x TEXT, y TEXT); CREATE TABLE b (x TEXT); CREATE INDEX a_x ON a (x);',
  'DROP TABLE b; DROP TABLE a;',
];
const said = (pair: Pair) => checkOf('expected-indexes', '0002', [TABLES, pair]);

describe('expected-indexes', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['one that the script creates', 'CREATE INDEX a_y ON a (y);', []],
    ['one that the script drops', 'DROP INDEX a_x;', []],
    ['one that goes with its table', 'DROP TABLE a;', []],
    ['one that follows its renamed table', 'ALTER TABLE a RENAME TO c;', []],
    [
      'one lost in a rebuild',
      'CREATE TABLE n (x TEXT, y TEXT); INSERT INTO n SELECT x, y FROM a; DROP TABLE a; ALTER TABLE n RENAME TO a;',
      ['error index a_x'],
    ],
    ['IF NOT EXISTS over another index', 'CREATE INDEX IF NOT EXISTS a_x ON b (x);', ['error index a_x']],
    ['IF NOT EXISTS over the same index', 'CREATE INDEX IF NOT EXISTS a_x ON a (x);', []],
    ['IF NOT EXISTS after the table of the other one', 'DROP TABLE a; CREATE INDEX IF NOT EXISTS a_x ON b (x);', []],
    [
      'IF NOT EXISTS before it',
      'CREATE INDEX IF NOT EXISTS a_x ON b (x); DROP TABLE a;',
      ['error index a_x', 'error index a_x'],
    ],
  ])('%s', async (_, forward, expected) => {
    expect(short((await said([forward, null])).findings)).toEqual(expected);
  });

  test.each([
    [{ indexes: 1, tables: 2, views: 0, triggers: 0 }, []],
    [{ indexes: 2 }, ['1 indexes are there after the step, the configuration expects 2']],
    [{ indexes: ['a_x'] }, []],
    [
      { indexes: ['a_y'] },
      [
        'the configuration expects indexes that are not there: a_y',
        '1 object of indexes that the configuration does not expect: a_x',
      ],
    ],
  ])('the configuration expects %j', async (expectation, messages) => {
    const { findings } = await checkOf('expected-indexes', '0001', [TABLES], {
      config: configOf({ expect: { '0001': expectation } }),
    });
    expect(findings.map(({ message }) => message)).toEqual(messages);
  });

  test('the lock of a frozen step names its indexes', async () => {
    const { lock } = await prove([TABLES]);
    const step = lock.steps['0001'];
    if (step === undefined) throw new Error('the step was not locked');
    const changed: Lock = { version: 1, steps: { '0001': { ...step, indexes: ['a_x', 'a_y'] } } };
    const options = { lock: changed, frozen: new Set(['0001']) };
    expect(short((await checkOf('expected-indexes', '0001', [TABLES], options)).findings)).toEqual(['error step 0001']);
    expect((await checkOf('expected-indexes', '0001', [TABLES], { ...options, frozen: new Set() })).findings).toEqual(
      [],
    );
  });
});
