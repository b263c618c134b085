import { describe, expect, test } from 'vitest';
import { locateKey } from '../../harness/config/locateKey.ts';

const source = `const uses = 1;
export default {
  queries: {
    first: { sql, uses: [] },
    'second.one': {
      sql,
      uses: [1],
    },
    third() {},
  },
};`;

describe('a key of a configuration', () => {
  test.each([
    [['queries'], 3, 3],
    [['queries', 'first', 'uses'], 4, 19],
    [['queries', 'second.one'], 5, 5],
    [['queries', 'second.one', 'uses', 0], 7, 7],
    [['queries', 'first', 'sql'], 4, 14],
    [['queries', 'third'], 9, 5],
  ])('%j is found', (path, line, column) => {
    expect(locateKey(source, path)).toEqual({ line, column });
  });

  test('that is not written anywhere is looked for as deep as it goes', () => {
    expect(locateKey(source, ['queries', 'fourth', 'uses'])).toEqual({ line: 3, column: 3 });
    expect(locateKey(source, ['nothing'])).toEqual({ line: 1, column: 1 });
    expect(locateKey('', ['a+b('])).toEqual({ line: 1, column: 1 });
  });
});
