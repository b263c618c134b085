import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceText } from '../../harness/mutation/differenceText.ts';

test('a short definition is shown whole', () => {
  expect(differenceText('CREATE INDEX a ON t (x)', 'CREATE UNIQUE INDEX a ON t (x)')).toBe(
    'CREATE INDEX a ON t (x) → CREATE UNIQUE INDEX a ON t (x)',
  );
});

test('of a long one, what differs with a few words on either side, on one line', () => {
  const table = (check: string) =>
    `CREATE TABLE animals (\n  id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL,\n  age INTEGER CHECK (${check}),\n  kind TEXT NOT NULL DEFAULT 'cat'\n)`;
  expect(differenceText(table('age < 40'), table('age <= 40'))).toBe(
    '… NULL, age INTEGER CHECK (age < 40), kind TEXT NOT NULL DEFAULT … → … NULL, age INTEGER CHECK (age <= 40), kind TEXT NOT NULL DEFAULT …',
  );
});

test('what is gone becomes nothing', () => {
  expect(differenceText('CREATE VIEW v AS SELECT 1', null)).toBe('CREATE VIEW v AS SELECT 1 → nothing');
});

test('whatever the change is, both sides of it are shown', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '(') });
  fc.assert(
    fc.property(piece, piece, piece, piece, (start, old, now, end) => {
      const [before, after] = [`${start}<${old}>${end}`, `${start}<${now}>${end}`].map((text) =>
        text.replace(/\s+/g, ' ').trim(),
      );
      const [left = '', right = ''] = differenceText(before ?? '', after ?? '').split(' → ');
      expect(before).toContain(left.replace(/^… | …$/g, ''));
      expect(after).toContain(right.replace(/^… | …$/g, ''));
      expect(left === right).toBe(before === after);
    }),
  );
});
