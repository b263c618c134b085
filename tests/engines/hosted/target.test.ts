import { describe, expect, test } from 'vitest';
import { CLOUDFLARE_API, hostedTarget } from '../../../harness/engines/hosted/target.ts';

const GIVEN = {
  account: '0123456789abcdef0123456789abcdef',
  database: '1b2c3d4e-0000-4000-8000-1234567890ab',
  token: 'secret-canary',
  api: undefined,
};

type Given = Parameters<typeof hostedTarget>[0];

const refusalOf = (change: Partial<Given>): unknown => {
  try {
    return hostedTarget({ ...GIVEN, ...change });
  } catch (error) {
    return error;
  }
};

describe('what names a database at Cloudflare', () => {
  test('is an account, a database and a token', () => {
    expect(hostedTarget(GIVEN)).toEqual({ ...GIVEN, api: CLOUDFLARE_API });
  });

  test.each([
    ['no token', { token: undefined }, 'no-credentials'],
    ['no account', { account: undefined }, 'no-credentials'],
    ['an account that is none', { account: 'me' }, 'no-credentials'],
    ['a database that is no UUID', { database: 'staging' }, 'bad-usage'],
    ['an address that is not encrypted', { api: 'http://api.example.com' }, 'bad-usage'],
    ['an address with a user in it', { api: 'https://user:word@api.example.com' }, 'bad-usage'],
    ['no address', { api: 'nonsense' }, 'bad-usage'],
  ])('%s is refused', (_, change, code) => {
    const refusal = refusalOf(change);
    expect(refusal).toMatchObject({ name: 'UserError', code });
    expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toMatch(/secret-canary|user:word/);
  });

  test('this machine may be asked without encryption', () => {
    expect(hostedTarget({ ...GIVEN, api: 'http://127.0.0.1:8787/' }).api).toBe('http://127.0.0.1:8787');
  });
});
