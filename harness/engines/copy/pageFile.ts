import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** https://sqlite.org/fileformat2.html#the_database_header */
const DATABASE_HEADER = 100;
const RESERVED_BYTES = 20;
const FIRST_TRUNK = 32;
const LARGEST_ROOT = 52;
const LOCK_BYTE = 2 ** 30;

/** A database's main file, page by page. */
export interface PageFile {
  readonly pageCount: number;
  readonly pageSize: number;
  /** Bytes of a page that SQLite uses. */
  readonly usable: number;
  /** The page's bytes until the next page is read. Throws `RangeError` for a page that is not there. */
  read(page: number): Buffer;
  close(): void;
}

/** Opens a main file that stays as it is meanwhile, and that no other process has open: closing it gives up locks. */
export function openPageFile(path: string, pageSize: number): PageFile {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(pageSize);
  const header = Buffer.alloc(DATABASE_HEADER);
  readSync(file, header, 0, DATABASE_HEADER, 0);
  const pageCount = Math.floor(fstatSync(file).size / pageSize);
  return {
    pageCount,
    pageSize,
    usable: pageSize - header.readUInt8(RESERVED_BYTES),
    read(page) {
      if (page < 1 || page > pageCount) throw new RangeError(`there is no page ${page}`);
      readSync(file, bytes, 0, pageSize, (page - 1) * pageSize);
      return bytes;
    },
    close: () => closeSync(file),
  };
}

/** Calls `visit` for each page that holds nothing (https://sqlite.org/fileformat2.html#the_freelist). */
export function eachFreePage(file: PageFile, visit: (page: number) => void): void {
  let trunk = file.read(1).readUInt32BE(FIRST_TRUNK);
  for (let seen = 0; trunk !== 0 && seen < file.pageCount; seen++) {
    visit(trunk);
    const page = file.read(trunk);
    const leaves = page.readUInt32BE(4);
    for (let index = 0; index < leaves; index++) visit(page.readUInt32BE(8 + 4 * index));
    trunk = page.readUInt32BE(0);
  }
}

/** Calls `visit` for each page that only tells where others belong (https://sqlite.org/fileformat2.html#pointer_map_or_ptrmap_pages). */
export function eachPointerPage(file: PageFile, visit: (page: number) => void): void {
  if (file.read(1).readUInt32BE(LARGEST_ROOT) === 0) return;
  const lockPage = LOCK_BYTE / file.pageSize + 1;
  const told = Math.floor(file.usable / 5);
  for (let page = 2; page <= file.pageCount; page += told + 1) visit(page === lockPage ? page + 1 : page);
}
