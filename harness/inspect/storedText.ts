import { normaliseSql } from '../sql/normalise.ts';
import { boundedCache } from './boundedCache.ts';

/** A text of `sqlite_schema`, normalised once however often it is read. */
export interface StoredText {
  /** Stands for the text in keys; equal numbers mean equal texts. */
  readonly number: number;
  readonly tokens: string;
}

const texts = boundedCache<StoredText>(4096);
let numbers = 0;

/** Looks a text up, and reads it when it is new. */
export function storedText(sql: string): StoredText {
  const known = texts.get(sql);
  if (known !== undefined) return known;
  numbers += 1;
  const text = { number: numbers, tokens: normaliseSql(sql) };
  texts.set(sql, text);
  return text;
}
