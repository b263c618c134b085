import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Email } from '../../application/email.ts';
import { insertUser, updateUser } from '../../application/tables/users.ts';
import { databaseAt, ladder } from '../reference/ladder.ts';

const letters = fc.stringMatching(/^[a-zA-Z0-9._'+\-@ é]{0,12}$/);
const nearAddress = fc.tuple(letters, letters, letters).map(([name, host, top]) => `${name}@${host}.${top}`);
const address = fc.oneof(fc.stringMatching(z.regexes.email), nearAddress, fc.emailAddress(), fc.string());

test('the database accepts every address that the application accepts', () => {
  const database = databaseAt(ladder.length);
  const insert = database.prepare('INSERT OR REPLACE INTO users (id, email) VALUES (1, ?)');
  let accepted = 0;
  fc.assert(
    fc.property(address, (email) => {
      if (!Email.safeParse(email).success) return;
      accepted++;
      expect(insert.run(email).changes).toBe(1);
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test('the application refuses addresses that the database would let pass', () => {
  for (const email of ['@.', 'a b@c.d', '@example.com', 'me@example.', 'me@@example.com']) {
    expect(() => insertUser({ id: 'u', email })).toThrow();
    expect(() => updateUser('u', { email })).toThrow();
  }
});
