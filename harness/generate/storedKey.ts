import { comparedCell } from '../inspect/convertCell.ts';
import type { KeyLink } from '../inspect/keyLinks.ts';

/** The key of a parent row as it is compared; null where it holds a NULL, which nothing can refer to. */
export function parentKey(link: KeyLink, cells: readonly string[]): string | null {
  return keyAt(link, link.parentAt, cells);
}

/** What a child row refers to, to hold against `parentKey`; null where it refers to nothing. */
export function childKey(link: KeyLink, cells: readonly string[]): string | null {
  return keyAt(link, link.childAt, cells);
}

function keyAt({ parentColumns }: KeyLink, positions: readonly number[], cells: readonly string[]): string | null {
  let key = '';
  for (const [index, column] of parentColumns.entries()) {
    const compared = comparedCell(cells[positions[index] ?? -1] ?? 'n', column);
    if (compared === null) return null;
    key += `${compared.length} ${compared}`;
  }
  return key;
}
