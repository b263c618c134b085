import type { Layout } from '../model/layout.ts';
import { paired } from './paired.ts';

/** Conventions that a folder shows by something of its own; `auto` takes the only one that recognises it. */
export const distinct: readonly Layout[] = [];

/** Every convention that stepproof understands; `paired` needs nothing but two folders and is tried last. */
export const layouts: readonly Layout[] = [...distinct, paired];
