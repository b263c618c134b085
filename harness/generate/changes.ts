/** One thing to try: number of the alternative by dimension. */
export type Change = readonly (readonly [dimension: number, alternative: number])[];

/**
 * Everything that can be changed about a row, from one dimension at a time to all of them at once, the likelier
 * alternatives first. `sizes`: number of alternatives by dimension.
 */
export function* changes(sizes: ReadonlyMap<number, number>): Generator<Change> {
  const dimensions = [...sizes.keys()];
  const largest = Math.max(0, ...sizes.values());
  for (let together = 1; together <= dimensions.length; together++) {
    for (let total = 0; total <= together * (largest - 1); total++) {
      for (const group of groupsOf(dimensions, together)) yield* spreadOver(group, total, sizes);
    }
  }
}

function* groupsOf(dimensions: readonly number[], count: number): Generator<readonly number[]> {
  if (count === 0) yield [];
  else {
    for (const [at, dimension] of dimensions.entries()) {
      for (const rest of groupsOf(dimensions.slice(at + 1), count - 1)) yield [dimension, ...rest];
    }
  }
}

/** The alternatives of a group whose numbers add up to `total`. */
function* spreadOver(group: readonly number[], total: number, sizes: ReadonlyMap<number, number>): Generator<Change> {
  const [dimension, ...rest] = group;
  if (dimension === undefined) {
    if (total === 0) yield [];
    return;
  }
  const size = sizes.get(dimension) ?? 0;
  for (let alternative = 0; alternative < size && alternative <= total; alternative++) {
    for (const others of spreadOver(rest, total - alternative, sizes)) yield [[dimension, alternative], ...others];
  }
}
