import type { Column } from '../model/schema.ts';
import { hashOf } from './hash.ts';
import { documentMaker } from './jsonDocument.ts';
import { integerMaker } from './numberValue.ts';
import { isWithin } from './range.ts';
import { type Salt, saltOf } from './salt.ts';
import type { Slot, Source } from './slot.ts';
import { storageOf, storedSource } from './storedSource.ts';
import { wordsOf } from './textValue.ts';
import { isTime, timeSource } from './timeSource.ts';

/** The values of a column when it is not NULL, by what its constraints, its name and its type ask for. */
export function filledSource(slot: Slot, seed: number): Source {
  const { table, column, position, demands, isDistinct } = slot;
  const { only, hints } = demands;
  const salt = saltOf(seed, table.name, column.name, position);
  if (table.kind === 'virtual') return virtualSource(column, salt);
  if (only.length > 0) return (n) => only[turnOf(n, only.length, slot, seed)] ?? null;
  const typical = typicalSource(slot, salt, seed);
  if (isDistinct || hints.length === 0) return typical;
  return (n) => hints[n % (hints.length + 1)] ?? typical(n);
}

// A virtual table gives its own meaning to what is stored: an R-tree wants each minimum below its maximum.
function virtualSource({ affinity }: Column, { base, word }: Salt): Source {
  if (affinity === 'INTEGER') return (n) => BigInt(base + n);
  return affinity === 'REAL' ? (n) => base + n + 0.5 : (n) => `${word}_${n} Ab`;
}

function typicalSource(slot: Slot, salt: Salt, seed: number): Source {
  const { table, column, demands, isDistinct } = slot;
  const words = wordsOf(column.name);
  if (column.name === table.rowidAlias) return identifierSource(slot, salt, seed);
  const json = demands.json ?? documentDefault(column);
  if (json !== null || /json/i.test(column.type) || (column.affinity === 'TEXT' && DOCUMENT_WORDS.test(words))) {
    return documentMaker(column.name, { ...demands, json }, salt);
  }
  const storage = demands.storage ?? storageOf(column, demands);
  if (isTime(words, column, demands)) return timeSource(slot, storage);
  if (!isDistinct && isBoolean(words, column)) return (n) => BigInt(turnOf(n, 2, slot, seed));
  return storedSource(storage, slot, salt);
}

/** Type of the JSON document that stands for an empty one: the column holds such, whether or not a constraint asks for them. */
function documentDefault({ default: text }: Column): 'object' | 'array' | null {
  const outer = /^'\s*([{[]).*[}\]]\s*'$/s.exec(text ?? '')?.[1];
  if (outer === undefined) return null;
  return outer === '{' ? 'object' : 'array';
}

/** Which of a few values row n gets: each in turn, and two columns of the same few not the same in every row. */
function turnOf(n: number, values: number, { table, position }: Slot, seed: number): number {
  const round = Math.floor((n - 1) / values);
  return (n + hashOf(seed, table.name) + position + round * (1 + Math.floor(position / values))) % values;
}

/** Far above the small numbers that scripts write themselves, and elsewhere in each table. */
function identifierSource({ table, demands }: Slot, salt: Salt, seed: number): Source {
  const base = 10_000 + 1000 * (hashOf(seed, table.name) % 90);
  const moved = integerMaker(demands, { ...salt, base });
  return (n) => (isWithin(demands.range, base + n) && demands.remainder === null ? BigInt(base + n) : moved(n, true));
}

/** What applications keep as JSON in plain text. */
const DOCUMENT_WORDS =
  /(?:^|_)(?:json|metadata|meta|payload|settings|preferences|options|attributes|attrs|properties|props|config)$/;

function isBoolean(words: string, { type, affinity }: Column): boolean {
  if (/bool/i.test(type)) return true;
  return (affinity === 'INTEGER' || affinity === 'NUMERIC') && BOOLEAN_WORDS.test(words);
}

const BOOLEAN_WORDS = /^(?:is|has|can|was|should)_|(?:^|_)(?:enabled|disabled|active|archived|deleted|verified)$/;
