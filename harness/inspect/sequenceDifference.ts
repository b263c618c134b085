import { foldName } from './foldName.ts';

/** An AUTOINCREMENT high-water mark that differs; null where the table has none (https://sqlite.org/autoinc.html). */
export interface SequenceDifference {
  readonly table: string;
  readonly before: bigint | null;
  readonly after: bigint | null;
}

/** Compares the high-water marks of two moments, by table. */
export function compareSequences(
  before: ReadonlyMap<string, bigint>,
  after: ReadonlyMap<string, bigint>,
): readonly SequenceDifference[] {
  const left = new Map([...after].map(([table, mark]) => [foldName(table), { table, before: null, after: mark }]));
  const changed = [...before].flatMap(([table, mark]) => {
    const counterpart = left.get(foldName(table))?.after ?? null;
    left.delete(foldName(table));
    return mark === counterpart ? [] : [{ table, before: mark, after: counterpart }];
  });
  return [...changed, ...left.values()];
}
