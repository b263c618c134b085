import { describe, expect, test } from 'vitest';
import { lintSteps } from './linting.ts';

const [CASE, BRACKETS, COMMENT] = [
  'CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  UPDATE a SET x=CASE WHEN 1 THEN 2 END;\n  SELECT 1;\nEND;',
  'SELECT 1;\nSELECT\n [a;b]\nFROM a;',
  'CREATE TABLE a (\n  x/* y */TEXT);',
];

describe('what wrangler cuts', () => {
  test.each([
    ['a block', CASE, 'warning', 'ends the statement in line 2', 'blank in front of and behind each BEGIN and CASE', 1],
    ['brackets', BRACKETS, 'warning', 'ends the statement in line 3', 'in double quotes', 2],
    ['a comment', COMMENT, 'error', 'joins the words around a comment in line 2', 'behind the comment', 1],
  ])('in %s is told with its line, and how to write it', (_where, sql, severity, message, fix, line) => {
    expect(lintSteps([sql], 'wrangler-cuts-statement').flat()).toEqual([
      expect.objectContaining({
        severity,
        message: `wrangler up to 4.135 ${message}`,
        fix: expect.stringContaining(fix),
        location: { file: 'migrations/0001.sql', line, column: 1 },
      }),
    ]);
  });

  test('is whole again as the fix has it', () => {
    const fixed = [CASE.replace('=CASE', '= CASE'), BRACKETS.replace('[a;b]', '"a;b"'), COMMENT.replace('/*', ' /*')];
    for (const sql of fixed) expect(lintSteps([sql], 'wrangler-cuts-statement').flat()).toEqual([]);
  });
});
