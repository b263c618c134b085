import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepWords } from '../../harness/layouts/stepWords.ts';

describe('the name of a new step', () => {
  test.each([
    ['add tags', 'add tags'],
    ['AddTags2Jobs', 'add tags2 jobs'],
    ['add-tags_to jobs!', 'add tags to jobs'],
    ['  "quoted"; rm -rf $HOME ', 'quoted rm rf home'],
    ['Über Café', 'uber cafe'],
    ['v1.2', 'v1 2'],
  ])('%j is written as %j', (name, words) => {
    expect(stepWords(name).join(' ')).toBe(words);
  });

  test.each([
    ['../../etc/passwd', 'it is a path'],
    ['a\\b', 'it is a path'],
    ['..', 'it is a path'],
    ['a\nb', 'characters that cannot be seen'],
    ['a\u0000b', 'characters that cannot be seen'],
    ['gpj.\u202Elqs', 'characters that cannot be seen'],
    ['größe', '"ß" has no plain form'],
    ['日本', '"日" has no plain form'],
    ['!!!', 'neither letter nor digit'],
    ['', 'neither letter nor digit'],
    ['x'.repeat(101), 'longer than 100 characters'],
  ])('%j is refused', (name, reason) => {
    expect(() => stepWords(name)).toThrow(reason);
  });

  test('is refused, or is letters and digits alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        let words: readonly string[];
        try {
          words = stepWords(name);
        } catch {
          return;
        }
        expect(words.join('_')).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)*$/);
      }),
    );
  });
});
