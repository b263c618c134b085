import { affected, type Comparing, changedRows, comparePairs } from './comparing.ts';
import { type Contents, contents } from './contents.ts';
import { changes } from './exactSql.ts';
import type { Rowids } from './pairing.ts';
import { NO_ROWS, type TableComparison } from './tableComparison.ts';

/** Rowids of the rows that hold the same under another rowid. */
const MOVED = 'temp.stepproof_moved';

/**
 * Compares tables whose rows only their rowids tell apart. A rebuild may number the rows anew, so rows that hold what
 * they held are found before a number means anything; what is left over is paired by number.
 */
export async function compareByRowid(comparing: Comparing, rowids: Rowids, same: number): Promise<TableComparison> {
  const { copy, pairing, was, is, rowsBefore, rowsNow } = comparing;
  const numbered = pairing.before.rowidAlias === null && pairing.after.rowidAlias === null;
  await copy.query(`CREATE TEMP TABLE stepproof_moved (was INTEGER PRIMARY KEY, now INTEGER UNIQUE)`);
  try {
    if (same < rowsBefore && same < rowsNow) await findMoved(comparing, rowids);
    const [[moved] = []] = await copy.query(`SELECT count(*) FROM ${MOVED}`);
    const inPlace = `${rowids.is} = ${rowids.was}`;
    const isLeft = {
      was: `${rowids.was} NOT IN (SELECT was FROM ${MOVED})`,
      is: `${rowids.is} NOT IN (SELECT now FROM ${MOVED})`,
    };
    const pairs = {
      from: `${was} CROSS JOIN ${is}`,
      where: `${inPlace} AND (${changes(comparing.columns)}) AND ${isLeft.was} AND ${isLeft.is}`,
    };
    const paired = await comparePairs(comparing, pairs);
    const found = same + Number(moved) + paired.count;
    return {
      rowsBefore,
      rowsNow,
      lost: await affected(comparing, rowsBefore - found, 'p', [], {
        from: was,
        where: `${isLeft.was} AND NOT EXISTS (SELECT 1 FROM ${is} WHERE ${inPlace} AND ${isLeft.is})`,
      }),
      added: await affected(comparing, rowsNow - found, 'm', [], {
        from: is,
        where: `${isLeft.is} AND NOT EXISTS (SELECT 1 FROM ${was} WHERE ${inPlace} AND ${isLeft.was})`,
      }),
      changed: await changedRows(comparing, [[pairs, paired]], []),
      moved: numbered
        ? await affected(comparing, Number(moved), 'p', [], { from: was, where: `NOT (${isLeft.was})` })
        : NO_ROWS,
    };
  } finally {
    await copy.query(`DROP TABLE ${MOVED}`);
  }
}

/** Of several rows that hold the same, the first is the first. */
async function findMoved(comparing: Comparing, rowids: Rowids): Promise<void> {
  const { copy, columns, was, is } = comparing;
  const [before, now] = [contents(comparing, 'p'), contents(comparing, 'm')];
  if (before === null || now === null) return;
  const same = `${rowids.is} = ${rowids.was} AND NOT (${changes(columns)})`;
  const leftOver = ({ terms, named }: Contents, rowid: string, own: string, other: string): string => {
    const nth = `row_number() OVER (PARTITION BY ${terms} ORDER BY ${rowid})`;
    return `SELECT ${rowid} AS id, ${nth} AS nth, ${named} FROM ${own} WHERE NOT EXISTS (SELECT 1 FROM ${other} WHERE ${same})`;
  };
  const [a, b] = [leftOver(before, rowids.was, was, is), leftOver(now, rowids.is, is, was)];
  await copy.query(
    `INSERT INTO ${MOVED} WITH a AS (${a}), b AS (${b}) SELECT a.id, b.id FROM a JOIN b ON a.nth = b.nth AND ${before.equal}`,
  );
}
