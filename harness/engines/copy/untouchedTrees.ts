import { FILE_HEADER, readPage } from '../btree.ts';
import { eachFreePage, eachPointerPage, type PageFile } from './pageFile.ts';

/** Pages that were written, and of which it is not known yet whose they are. */
export interface Unclaimed {
  add(page: number): void;
  /** Whether it was one of them. */
  claim(page: number): boolean;
  isEmpty(): boolean;
}

/** Among the pages of a database of that size: others hold nothing of it. A bit for each, because they can be all. */
export function unclaimedPages(pageCount: number): Unclaimed {
  const bits = new Uint8Array((pageCount >> 3) + 1);
  let count = 0;
  const has = (page: number): boolean => ((bits[page >> 3] ?? 0) & (1 << (page & 7))) !== 0;
  const flip = (page: number): void => {
    bits[page >> 3] = (bits[page >> 3] ?? 0) ^ (1 << (page & 7));
  };
  return {
    add(page) {
      if (page > pageCount || has(page)) return;
      flip(page);
      count++;
    },
    claim(page) {
      if (page > pageCount || !has(page)) return false;
      flip(page);
      count--;
      return true;
    },
    isEmpty: () => count === 0,
  };
}

/** A b-tree on the way from its root page through all its pages. */
interface Walk {
  readonly trees: number[];
  readonly chains: number[];
  /** One of its pages was written, or cannot be read as one of a b-tree. */
  touched: boolean;
}

/**
 * Which of a database's b-trees have no page among those that were written since. Where the root page was not written, it
 * names the same pages as before, and so all the way down: such a tree is the same, byte for byte.
 *
 * Each page belongs to one tree or to none, so a tree need not be walked to its end once it is known whose all the written
 * pages were. All trees are walked a little in turn, because what a script changed is mostly small beside what it did not.
 */
export function untouchedTrees(file: PageFile, written: Unclaimed, roots: readonly number[]): ReadonlySet<number> {
  eachFreePage(file, (page) => written.claim(page));
  eachPointerPage(file, (page) => written.claim(page));
  const walks = new Map(roots.map((root): [number, Walk] => [root, { trees: [root], chains: [], touched: false }]));
  let unfinished = [...walks.values()];
  for (let pages = FEW_PAGES; !written.isEmpty() && unfinished.length > 0; pages *= 4) {
    unfinished = unfinished.filter((walk) => !written.isEmpty() && goOn(walk, file, pages, written));
  }
  return new Set(roots.filter((root) => walks.get(root)?.touched === false));
}

const FEW_PAGES = 16;

/** Walks over some more pages; whether there are more. */
function goOn(walk: Walk, file: PageFile, pages: number, written: Unclaimed): boolean {
  const read = (page: number): Buffer => {
    if (written.claim(page)) walk.touched = true;
    return file.read(page);
  };
  try {
    for (let count = 0; count < pages; count++) {
      const chain = walk.chains.pop();
      if (chain !== undefined) {
        const next = read(chain).readUInt32BE(0);
        if (next !== 0) walk.chains.push(next);
        continue;
      }
      const page = walk.trees.pop();
      if (page === undefined) return false;
      readPage(read(page), page === 1 ? FILE_HEADER : 0, file.usable, walk.trees, walk.chains);
    }
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    walk.touched = true;
    return false;
  }
}
