import { hash } from 'node:crypto';
import type { Script } from '../model/script.ts';

/** How digests are made, as ledgers write it down: an old one stays readable when the way changes. */
export const DIGEST_VERSION = 1;

/** Names a script by its text: a byte order mark and the line ends of a checkout do not count. */
export function scriptDigest({ text }: Pick<Script, 'text'>): string {
  return `sha256:${hash('sha256', text.replaceAll('\r\n', '\n'))}`;
}
