import { describe, expect, test } from 'vitest';
import { affinityOf } from '../../harness/inspect/affinity.ts';
import { encodeCell } from '../../harness/inspect/cell.ts';
import { comparedCell, convertCell } from '../../harness/inspect/convertCell.ts';
import { SqlError } from '../../harness/model/errors.ts';
import type { Column } from '../../harness/model/schema.ts';
import type { SqlValue } from '../../harness/model/value.ts';
import { database } from './database.ts';

const TYPES = ['TEXT', 'INTEGER', 'REAL', 'NUMERIC', ''];
const COLLATIONS = ['BINARY', 'NOCASE', 'RTRIM'];
const VALUES: readonly SqlValue[] = [
  ...[0n, 1n, -7n, 2n ** 53n + 1n, 2n ** 63n - 1n, 1, 1.5, -0, 1e20, 0.1],
  ...['1', '01', '1.0', '+1', ' 1 ', '1e0', '1.5', '.5', '5.', '-7', '9223372036854775807', '9223372036854775808'],
  ...['a', 'A', 'a ', 'A  ', 'ä', 'Ä', '', ' ', '1a', '0x1', 'é'],
  Buffer.from('a'),
  Buffer.from('1'),
];

function columnOf(type: string, collation: string): Column {
  return {
    name: 'k',
    type,
    affinity: affinityOf(type, false),
    notNull: false,
    default: null,
    primaryKey: 0,
    generated: 'no',
    expression: null,
    collation,
    hidden: false,
  };
}

describe('a value as a column of type', () => {
  test.each(TYPES)('"%s" stores it', async (type) => {
    const engine = await database(`CREATE TABLE t (k ${type})`);
    for (const value of VALUES) {
      const [stored] = await engine.query('INSERT INTO t VALUES (?) RETURNING k', [value]);
      const { affinity } = columnOf(type, 'BINARY');
      expect(convertCell(encodeCell(value), affinity), String(value)).toBe(encodeCell(stored?.[0] ?? null));
    }
  });

  test.each(TYPES.flatMap((type) => COLLATIONS.map((collation) => [type, collation] as const)))(
    '"%s" and collation %s is found by a foreign key',
    async (type, collation) => {
      const engine = await database(
        `CREATE TABLE p (k ${type} COLLATE ${collation} UNIQUE)`,
        'CREATE TABLE c (k REFERENCES p (k))',
      );
      const column = columnOf(type, collation);
      for (const parent of VALUES) {
        await engine.query('DELETE FROM c');
        await engine.query('DELETE FROM p');
        const [stored] = await engine.query('INSERT INTO p VALUES (?) RETURNING k', [parent]);
        const key = comparedCell(encodeCell(stored?.[0] ?? null), column);
        for (const child of VALUES) {
          const found = await engine.query('INSERT INTO c VALUES (?)', [child]).then(
            () => true,
            (error: unknown) => !(error instanceof SqlError),
          );
          expect(comparedCell(encodeCell(child), column) === key, `${String(child)} for ${String(parent)}`).toBe(found);
        }
      }
    },
  );

  test('NULL refers to nothing', () => {
    expect(comparedCell('n', columnOf('TEXT', 'BINARY'))).toBeNull();
  });
});
