import type { Migration } from '../model/script.ts';

/** `1.0` and `1` are one version to Flyway, and `1_2` is how a file's name writes 1.2. */
export function normalVersion(text: string): string {
  const parts = text.split(/[._]/).map((part) => String(BigInt(part)));
  return parts.join('.').replace(/(?:\.0)+$/, '');
}

/** Whether a version comes before another or is that one; both as `normalVersion` writes them. */
export function isUpTo(version: string, last: string): boolean {
  const [parts, lastParts] = [version.split('.'), last.split('.')];
  for (const [index, part] of parts.entries()) {
    const [own, other] = [BigInt(part), BigInt(lastParts[index] ?? 0)];
    if (own !== other) return own < other;
  }
  return true;
}

/** The version of a versioned migration or a baseline; null for a repeatable one, and where the name is none of Flyway's. */
export function versionOf({ id }: Migration): string | null {
  const digits = /^[VB](\d+(?:[._]\d+)*)__/.exec(id)?.[1];
  return digits === undefined ? null : normalVersion(digits);
}
