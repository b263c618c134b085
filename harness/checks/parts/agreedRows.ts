import type { TableMark } from '../../model/observation.ts';
import type { IsOfTheMoment } from './momentColumns.ts';

/** A table whose rows are not the same on two engines. */
export interface RowDisagreement {
  /** In lower case. */
  readonly table: string;
  /** The column whose values differ; null: the number of rows does, or which values stand together. */
  readonly column: string | null;
  readonly rows: readonly [there: number, here: number];
}

type Marks = ReadonlyMap<string, TableMark>;

/** Tables of both engines that hold something else, apart from what depends on the moment. */
export function disagreeingRows(there: Marks, here: Marks, isOfTheMoment: IsOfTheMoment): readonly RowDisagreement[] {
  return [...there].flatMap(([table, mark]) => {
    const own = here.get(table);
    return own === undefined || own.digest === mark.digest ? [] : disagreementsIn(table, mark, own, isOfTheMoment);
  });
}

function disagreementsIn(
  table: string,
  there: TableMark,
  here: TableMark,
  isOfTheMoment: IsOfTheMoment,
): readonly RowDisagreement[] {
  const rows = [there.rows, here.rows] as const;
  if (there.rows !== here.rows) return [{ table, column: null, rows }];
  const differing = [...there.columns].filter(([name, digest]) => here.columns.get(name) !== digest);
  // The same values in every column, and yet other rows: they stand together in another way.
  if (differing.length === 0) return sameColumns(there, here) ? [{ table, column: null, rows }] : [];
  return differing
    .filter(([name]) => here.columns.has(name) && !isOfTheMoment(table, name))
    .map(([column]) => ({ table, column, rows }));
}

/** Another order of columns is the schema's difference. */
function sameColumns(there: TableMark, here: TableMark): boolean {
  return [...there.columns.keys()].join('\0') === [...here.columns.keys()].join('\0');
}
