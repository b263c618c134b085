import { breakText, TEXT_BREAKAGES } from './breakText.ts';
import { breakValue, VALUE_BREAKAGES } from './breakValue.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** A document's text with one thing wrong with it. */
export interface Broken {
  readonly bytes: Uint8Array;
  /** Its schema has no way to accept it. */
  readonly certain: boolean;
  /** An application that uses JSON.stringify can write it. */
  readonly writable: boolean;
}

/** One way to break a document. */
export interface Breakage {
  readonly name: string;
  /** `pick` chooses among the places where it can be done; null when there is none. */
  apply(document: unknown, root: JsonSchema, pick: number): Broken | null;
}

/** Every way to break a document, those of its value first. */
export const BREAKAGES: readonly Breakage[] = [
  ...VALUE_BREAKAGES.map(
    (name): Breakage => ({
      name,
      apply(document, root, pick) {
        const broken = breakValue(name, document, root, pick);
        return broken === null ? null : { bytes: bytesOf(broken.document), certain: broken.certain, writable: true };
      },
    }),
  ),
  ...TEXT_BREAKAGES.map(
    (name): Breakage => ({
      name,
      apply(document) {
        const bytes = breakText(name, bytesOf(document));
        return bytes === null ? null : { bytes, certain: false, writable: false };
      },
    }),
  ),
];

/** A document as an application stores it. */
export function bytesOf(document: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(document));
}
