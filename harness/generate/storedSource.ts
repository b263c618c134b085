import type { Column } from '../model/schema.ts';
import type { Demands } from './demands.ts';
import { textFitter } from './fitText.ts';
import { integerMaker, realMaker } from './numberValue.ts';
import { wholeBounds } from './range.ts';
import type { Salt } from './salt.ts';
import type { Slot, Source } from './slot.ts';
import { textMaker } from './textValue.ts';

/** The storage class that a column is for; `numeric` and `any` are mixtures (https://sqlite.org/datatype3.html). */
export function storageOf({ affinity, type }: Column, { patterns, alphabet, letters }: Demands): string {
  if (affinity === 'BLOB' && (patterns.length > 0 || alphabet !== null || letters !== null)) return 'text';
  return affinity === 'BLOB' && type === '' ? 'any' : affinity.toLowerCase();
}

/** Values of a storage class; of every class in turn where the name is none. */
export function storedSource(storage: string, slot: Slot, salt: Salt): Source {
  return STORED[storage]?.(slot, salt) ?? mixedSource(slot, salt);
}

const STORED: Readonly<Record<string, (slot: Slot, salt: Salt) => Source>> = {
  text: ({ column, demands, isDistinct }, salt) => {
    const make = textMaker(column.name, salt);
    const { adjust } = textFitter(demands);
    return (n) => adjust(make(n, isDistinct), n);
  },
  integer: ({ demands, isDistinct }, salt) => {
    const make = integerMaker(demands, salt);
    return (n) => make(n, isDistinct);
  },
  real: ({ demands, isDistinct }, salt) => {
    const make = realMaker(demands, salt);
    return (n) => make(n, isDistinct);
  },
  numeric: ({ demands, isDistinct }, salt) => {
    const whole = integerMaker(demands, salt);
    const real = realMaker(demands, { ...salt, base: salt.base + 500 });
    return (n) => (n % 2 === 0 ? whole(n, isDistinct) : real(n, isDistinct));
  },
  blob: ({ demands }, { base }) => {
    const { low, high } = wholeBounds(demands.length);
    const size = Math.min(Math.max(low, 6), high);
    return (n) => bytesOf(base + n, size);
  },
};

/** Its texts look like numbers: those are what a column with an affinity changes. */
function mixedSource(slot: Slot, salt: Salt): Source {
  const { adjust } = textFitter(slot.demands);
  const text: Source = (n) => adjust(`00${salt.base + n}`, n);
  const sources = [text, ...['integer', 'real', 'blob'].flatMap((storage) => STORED[storage]?.(slot, salt) ?? [])];
  return (n) => sources[(n + salt.shift) % sources.length]?.(n) ?? null;
}

/** Bytes that no text could hold, with a letter for what changes case, and a number in the last four. */
function bytesOf(number: number, size: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(size, 0));
  if (size > 5) bytes.set([0x61, 0xff]);
  let rest = number;
  for (let at = size - 1; at >= Math.max(size - 4, 0); at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}
