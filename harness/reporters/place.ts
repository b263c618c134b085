import type { Location } from '../model/errors.ts';
import { printableLine } from './printable.ts';

/** `migrations/0003_x.sql:4:1`, as editors and terminals make it a link. */
export function place({ file, line, column }: Location): string {
  return `${printableLine(file)}:${line}:${column}`;
}
