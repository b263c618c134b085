import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { requireFreeSpace } from '../../../harness/engines/files/freeSpace.ts';

test('a folder without room is refused, and both amounts are named', () => {
  expect(() => requireFreeSpace(tmpdir(), 1000)).not.toThrow();
  expect(() => requireFreeSpace(tmpdir(), 2 ** 60)).toThrow(
    expect.objectContaining({
      code: 'disk-full',
      message: `${tmpdir()} has no room for ${(2 ** 60 / 1e6).toFixed(1)} MB`,
      detail: expect.objectContaining({ why: expect.stringMatching(/^There are \d+\.\d MB free\.$/) }),
    }),
  );
});
