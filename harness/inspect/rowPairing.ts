import type { StoredRow } from '../model/data.ts';

/** A row before and the same row after. */
export interface RowPair {
  readonly before: StoredRow;
  readonly after: StoredRow;
}

/** Rows found again, and those that are left over. */
export interface RowPairs {
  readonly pairs: readonly RowPair[];
  readonly lost: readonly StoredRow[];
  readonly added: readonly StoredRow[];
}

/** What a row is known by. */
export interface Naming {
  readonly before: (row: StoredRow) => string | bigint | null;
  readonly after: (row: StoredRow) => string | bigint | null;
  /** Has the last word on two rows with the same name. */
  readonly accept: (pair: RowPair) => boolean;
}

/** Pairs the left-over rows that have the same name; of several with one name, the first with the first. */
export function pairUp({ pairs, lost, added }: RowPairs, naming: Naming): RowPairs {
  const inPlace = pairInPlace(lost, added, naming);
  if (inPlace !== null) return { pairs: [...pairs, ...inPlace], lost: [], added: [] };

  const waiting = Map.groupBy(added, naming.after);
  const found: RowPair[] = [];
  const paired = new Set<StoredRow>();
  const stillLost = lost.filter((before) => {
    const others = waiting.get(naming.before(before)) ?? [];
    const [after] = others;
    if (after === undefined || !naming.accept({ before, after })) return true;
    others.shift();
    paired.add(after);
    found.push({ before, after });
    return false;
  });
  return { pairs: [...pairs, ...found], lost: stillLost, added: added.filter((row) => !paired.has(row)) };
}

/** Most tables that are compared have not changed, and their rows stand in the same order. */
function pairInPlace(
  lost: readonly StoredRow[],
  added: readonly StoredRow[],
  naming: Naming,
): readonly RowPair[] | null {
  if (lost.length !== added.length) return null;
  const pairs: RowPair[] = [];
  for (const [index, before] of lost.entries()) {
    const after = added[index];
    if (after === undefined || naming.before(before) !== naming.after(after)) return null;
    if (!naming.accept({ before, after })) return null;
    pairs.push({ before, after });
  }
  return pairs;
}
