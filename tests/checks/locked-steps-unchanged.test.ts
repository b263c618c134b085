import { describe, expect, test } from 'vitest';
import { formatLock, parseLock } from '../../harness/ladder/lock.ts';
import { UserError } from '../../harness/model/errors.ts';
import { checkOf, configOf, type Pair, prove, query, short } from './climbing.ts';

const FIRST: Pair = ['CREATE TABLE a (x TEXT);', 'DROP TABLE a;'];
const SECOND: Pair = ['CREATE INDEX a_x ON a (x);', 'DROP INDEX a_x;'];
const config = configOf({ queries: [query('q', 'SELECT * FROM a WHERE x = ?', { values: ['v'] })] });
const id = 'locked-steps-unchanged';

async function accepted() {
  const { lock } = await prove([FIRST, SECOND], { config });
  return parseLock(formatLock(lock), 'stepproof.lock.json');
}

describe(id, () => {
  test('the same ladder passes', async () => {
    const options = { config, lock: await accepted(), frozen: new Set(['0001', '0002']) };
    expect(await checkOf(id, '0002', [FIRST, SECOND], options)).toMatchObject({ status: 'passed', findings: [] });
  });

  test('an edited script of a frozen step is found, in either direction', async () => {
    const options = { config, lock: await accepted(), frozen: new Set(['0001']) };
    expect(
      short((await checkOf(id, '0001', [['CREATE TABLE a (x TEXT) ;', 'DROP TABLE a;'], SECOND], options)).findings),
    ).toEqual(['error script migrations/0001.sql']);
    expect(
      short((await checkOf(id, '0001', [[FIRST[0], 'DROP TABLE IF EXISTS a;'], SECOND], options)).findings),
    ).toEqual(['error script rollbacks/0001.sql']);
  });

  test('a step that the base branch does not have yet may be edited', async () => {
    const options = { config, lock: await accepted(), frozen: new Set(['0001']) };
    expect(
      (await checkOf(id, '0002', [FIRST, ['CREATE INDEX a_x ON a (x DESC);', 'DROP INDEX a_x;']], options)).findings,
    ).toEqual([]);
  });

  test('a changed plan of a frozen step is found', async () => {
    const lock = await accepted();
    const step = lock.steps['0002'];
    if (step === undefined) throw new Error('the step was not locked');
    const changed = { ...lock, steps: { ...lock.steps, '0002': { ...step, plans: { q: ['SCAN a'] } } } };
    const { findings } = await checkOf(id, '0002', [FIRST, SECOND], {
      config,
      lock: changed,
      frozen: new Set(['0002']),
    });
    expect(findings).toMatchObject([{ severity: 'error', object: 'query q', why: 'It was accepted with: SCAN a' }]);
  });

  test('a step that the lock does not know is a note', async () => {
    const { lock } = await prove([FIRST], { config });
    const { status, findings } = await checkOf(id, '0002', [FIRST, SECOND], { config, lock });
    expect(status).toBe('passed');
    expect(short(findings)).toEqual(['note step 0002']);
  });

  test('without a lock it is skipped', async () => {
    expect(await checkOf(id, '0001', [FIRST])).toMatchObject({ status: 'skipped' });
  });

  test.each(['<<<<<<< HEAD', '[]', '{"version":2,"steps":{}}', '{"version":1,"steps":{"a":1}}'])(
    'a lock that is none is refused: %s',
    (text) => {
      expect(() => parseLock(text, 'stepproof.lock.json')).toThrow(UserError);
    },
  );
});
