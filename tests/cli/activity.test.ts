import { closeSync } from 'node:fs';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { announceIn, readActivity } from '../../harness/cli/activity.ts';
import { scratchFile } from '../../harness/cli/scratchFile.ts';
import { SqlError } from '../../harness/model/errors.ts';

function file(): number {
  const fd = scratchFile();
  onTestFinished(() => closeSync(fd));
  return fd;
}

test('before the first statement there is none', () => {
  expect(readActivity(file())).toEqual({ number: 0, statement: null });
});

test('every statement is read back as it was noted; those of one turn share a number', () => {
  const fd = file();
  const watch = announceIn(fd, [], 30);
  const statements = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3000 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(statements, (texts) => {
      for (const text of texts) {
        watch.begin(text);
        expect(readActivity(fd)).toEqual({ number: 1, statement: text });
      }
    }),
  );
});

test('once the program has its turn again no statement runs', async () => {
  const fd = file();
  const watch = announceIn(fd, [], 30);
  watch.begin('SELECT 1');
  watch.begin('SELECT 2');
  await Promise.resolve();
  expect(readActivity(fd)).toEqual({ number: 2, statement: null });
  watch.begin('SELECT 3');
  expect(readActivity(fd)).toEqual({ number: 3, statement: 'SELECT 3' });
});

test('a statement that was stopped before is refused, and only that one', () => {
  const fd = file();
  const watch = announceIn(fd, ['SELECT 1'], 2.5);
  expect(() => watch.begin('SELECT 1')).toThrow(
    new SqlError('SQLITE_INTERRUPT', 'stopped after 2.5 s: it did not end'),
  );
  watch.begin('SELECT 1 ');
  expect(readActivity(fd).statement).toBe('SELECT 1 ');
});
