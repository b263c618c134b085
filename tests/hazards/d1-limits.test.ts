import { d1Limits } from '../../harness/hazards/d1-limits.ts';
import { describeHazard } from './describing.ts';

describeHazard(d1Limits, {
  dangerous: [
    [`SELECT '${'x'.repeat(100_000)}';`],
    [`CREATE TABLE a (${Array.from({ length: 101 }, (_, n) => `c${n}`).join(', ')});`],
    [`SELECT max(${'1, '.repeat(32)}1);`],
  ],
  harmless: [
    [
      `SELECT max(${'1, '.repeat(31)}1); INSERT INTO a VALUES ${'(1), '.repeat(200)}(1); SELECT 1 WHERE 1 IN (${'1, '.repeat(200)}1);`,
    ],
    [
      `CREATE TABLE a (${Array.from({ length: 100 }, (_, n) => `c${n}`).join(', ')}); SELECT c0 LIKE '${'x'.repeat(50)}' FROM a;`,
    ],
    [
      'SELECT 1 UNION SELECT 2 UNION SELECT 3; SELECT (SELECT 1 UNION SELECT 2) UNION SELECT (SELECT 3 UNION SELECT 4 UNION SELECT 5);',
    ],
  ],
});
