import { hash } from 'node:crypto';
import type { Migration } from '../model/script.ts';

/**
 * The forward script's file as its tool may have read it: a byte order mark is not in `text`, and version control changes
 * line endings from one machine to another. Only for tools whose files are one script each.
 */
export function fileTexts({ forward }: Migration): readonly string[] {
  const unix = forward.text.replaceAll('\r\n', '\n');
  const texts = [...new Set([forward.text, unix, unix.replaceAll('\n', '\r\n')])];
  return texts.flatMap((text) => [text, `\ufeff${text}`]);
}

/** The digests that its tool may have written down for a migration's file, in hexadecimal digits. */
export function fileDigests(migration: Migration, algorithm: 'md5' | 'sha256' | 'sha384'): readonly string[] {
  return fileTexts(migration).map((text) => hash(algorithm, text));
}
