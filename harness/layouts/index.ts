import type { Layout } from '../model/layout.ts';
import { paired } from './paired.ts';

/** Every convention that stepproof understands, in the order in which `auto` tries them. */
export const layouts: readonly Layout[] = [paired];
