/**
 * Tells whether a table's b-tree is the same in two images of a database, page by page and without reading a row
 * (https://sqlite.org/fileformat2.html#b_tree_pages): the same root page with the same bytes, and so all the way down
 * and along every chain of overflow pages, is the same table.
 */
export function isSameTree(before: Buffer, after: Buffer, rootPage: number): boolean {
  const size = pageSize(after);
  if (rootPage < 1 || size !== pageSize(before)) return false;
  const usable = size - after.readUInt8(RESERVED_BYTES);
  const trees = [rootPage];
  const chains: number[] = [];
  const isSame = (page: number): boolean => {
    const [start, end] = [(page - 1) * size, page * size];
    return end <= after.length && end <= before.length && after.compare(before, start, end, start, end) === 0;
  };
  for (let page = trees.pop(); page !== undefined; page = trees.pop()) {
    if (!isSame(page)) return false;
    readPage(after.subarray((page - 1) * size, page * size), page === 1 ? FILE_HEADER : 0, usable, trees, chains);
  }
  for (let page = chains.pop(); page !== undefined; page = chains.pop()) {
    if (!isSame(page)) return false;
    const next = after.readUInt32BE((page - 1) * size);
    if (next !== 0) chains.push(next);
  }
  return true;
}

/** Bytes before the b-tree of page 1. */
export const FILE_HEADER = 100;
const PAGE_SIZE = 16;
const RESERVED_BYTES = 20;

/** 65536 does not fit the two bytes and is written as 1. */
function pageSize(image: Buffer): number {
  const size = image.readUInt16BE(PAGE_SIZE);
  return size === 1 ? 65536 : size;
}

const INTERIOR_INDEX = 2;
const INTERIOR_TABLE = 5;
const LEAF_TABLE = 13;

/**
 * Adds the pages below a b-tree page to `trees`, and the first pages of its overflow chains to `chains`. The page's own
 * header begins at byte `header`, and `usable` bytes of it are not reserved. Throws `RangeError` for what is no b-tree page.
 */
export function readPage(page: Buffer, header: number, usable: number, trees: number[], chains: number[]): void {
  const type = page.readUInt8(header);
  const interior = type === INTERIOR_INDEX || type === INTERIOR_TABLE;
  if (interior) trees.push(page.readUInt32BE(header + 8));
  const pointers = header + (interior ? 12 : 8);
  for (let index = 0; index < page.readUInt16BE(header + 3); index++) {
    const cell = page.readUInt16BE(pointers + 2 * index);
    if (interior) trees.push(page.readUInt32BE(cell));
    const overflow = type === INTERIOR_TABLE ? 0 : overflowPage(page, cell + (interior ? 4 : 0), type, usable);
    if (overflow !== 0) chains.push(overflow);
  }
}

/** First overflow page of a cell's payload; 0 when all of it is on the page (fileformat2.html, "Cell payload"). */
function overflowPage(page: Buffer, cell: number, type: number, usable: number): number {
  const payload = readVarint(page, cell);
  const most = type === LEAF_TABLE ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (payload.value <= most) return 0;
  const start = type === LEAF_TABLE ? readVarint(page, payload.end).end : payload.end;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((payload.value - least) % (usable - 4));
  return page.readUInt32BE(start + (wanted <= most ? wanted : least));
}

/** Seven bits a byte, the ninth byte whole. Payload sizes stay far below 2^53. */
function readVarint(page: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < 8; index++) {
    const byte = page.readUInt8(start + index);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return { value: value * 256 + page.readUInt8(start + 8), end: start + 9 };
}
