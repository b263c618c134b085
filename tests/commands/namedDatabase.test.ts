import { describe, expect, test } from 'vitest';
import { namedDatabase } from '../../harness/commands/namedDatabase.ts';
import { UserError } from '../../harness/model/errors.ts';
import { projectFolder } from '../config/projectFolder.ts';

const ACCOUNT = '0123456789abcdef0123456789abcdef';
const ID = '1b2c3d4e-0000-4000-8000-1234567890ab';
const SETTINGS = { account: undefined, token: 'secret', api: undefined };

const project = () =>
  projectFolder({
    'wrangler.json': JSON.stringify({
      account_id: ACCOUNT,
      d1_databases: [{ binding: 'DB', database_name: 'app', database_id: ID }],
    }),
  });

const refusal = (...args: Parameters<typeof namedDatabase>): UserError => {
  try {
    namedDatabase(...args);
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error('it was not refused');
};

describe('the database that a word means', () => {
  test('is a file', () => {
    expect(namedDatabase('app.db', project(), false, SETTINGS)).toEqual({ database: 'app.db' });
  });

  test.each(['app', 'DB', ID])('is at Cloudflare, as d1:%s', (name) => {
    expect(namedDatabase(`d1:${name}`, project(), true, SETTINGS)).toMatchObject({
      database: `d1:${name}`,
      hosted: { account: ACCOUNT, database: ID, token: 'secret' },
    });
  });

  test('is at Cloudflare by its id alone, without a configuration', () => {
    const named = namedDatabase(`d1:${ID}`, projectFolder({}), true, { ...SETTINGS, account: ACCOUNT });
    expect(named.hosted).toMatchObject({ database: ID });
  });

  test('is refused where it cannot be told', () => {
    expect(refusal('app.db', project(), true, SETTINGS).message).toBe(
      '--remote is for databases of D1, and app.db is a file',
    );
    expect(refusal('d1:ap', project(), false, SETTINGS).message).toContain('did you mean "app"');
    expect(refusal('d1:app', projectFolder({}), false, SETTINGS).detail.fix).toContain('wrangler.jsonc');
    expect(refusal('d1:app', project(), false, SETTINGS)).toMatchObject({ code: 'database-missing' });
    expect(refusal('d1:app', project(), true, { ...SETTINGS, token: undefined })).toMatchObject({
      code: 'no-credentials',
    });
    expect(refusal('d1:app', projectFolder({}), true, { ...SETTINGS, account: ACCOUNT })).toMatchObject({
      code: 'bad-usage',
    });
  });
});
