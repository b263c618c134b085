import { describe, expect, test } from 'vitest';
import { wranglerCutsStatement } from '../../harness/hazards/wrangler-cuts-statement.ts';
import { describeHazard } from './describing.ts';
import { lintSteps } from './linting.ts';

const [CASE, BRACKETS, COMMENT] = [
  'CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  UPDATE a SET x=CASE WHEN 1 THEN 2 END;\n  SELECT 1;\nEND;',
  'SELECT 1;\nSELECT\n [a;b]\nFROM a;',
  'CREATE TABLE a (\n  x/* y */TEXT);',
];

describeHazard(wranglerCutsStatement, {
  dangerous: [
    ['CREATE TRIGGER t AFTER INSERT ON a WHEN (new.x)BEGIN SELECT 1; SELECT 2; END;'],
    ['CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x=case when 1 then 2 end; END;'],
    ['SELECT 1/* a */\n;\nSELECT 2/* b */AS c;'],
  ],
  harmless: [
    ['CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET x = CASE WHEN 1 THEN 2 END; END;'],
    ['create trigger t after insert on a begin update b set x = 1; select 1; end;\nSELECT 1;'],
    ['CREATE TRIGGER t AFTER INSERT ON a BEGIN -- first\n  SELECT 1; /* then */ SELECT 2; END;'],
    ['UPDATE a SET x=CASE WHEN 1 THEN 2 END; SELECT 1;'],
    ['INSERT INTO a VALUES (\'a;b\', "c;d", `e;f`); -- g;h\nSELECT [i] /* j;k */, 1/*l*/+2;'],
    ['/* a *//* b */SELECT/* c */ 1 /* d */FROM a;'],
  ],
});

describe('what wrangler cuts', () => {
  test.each([
    ['a block', CASE, 'warning', 'ends the statement in line 2', 'blank in front of and behind each BEGIN and CASE', 1],
    ['brackets', BRACKETS, 'warning', 'ends the statement in line 3', 'in double quotes', 2],
    ['a comment', COMMENT, 'error', 'joins the words around a comment in line 2', 'behind the comment', 1],
  ])('in %s is told with its line, and how to write it', (_where, sql, severity, message, fix, line) => {
    expect(lintSteps([sql], wranglerCutsStatement.id).flat()).toEqual([
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
    for (const sql of fixed) expect(lintSteps([sql], wranglerCutsStatement.id).flat()).toEqual([]);
  });
});
