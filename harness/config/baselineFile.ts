import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownFinding } from '../model/baseline.ts';
import { UserError } from '../model/errors.ts';

/** The findings that a project lives with, beside its migrations. */
export const BASELINE_FILE = 'stepproof.baseline.json';

/** Reads the baseline of a folder; null where there is none. Throws `UserError` when the file is no baseline. */
export function readBaseline(root: string): readonly KnownFinding[] | null {
  const path = join(root, BASELINE_FILE);
  return existsSync(path) ? parseBaseline(readFileSync(path, 'utf8')) : null;
}

/** Reads the text of a baseline; throws `UserError` when it is none, a merge conflict included. */
export function parseBaseline(text: string): readonly KnownFinding[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  if (isRecord(parsed) && parsed['version'] === 1 && Array.isArray(parsed['findings'])) {
    const findings: readonly unknown[] = parsed['findings'];
    if (findings.every(isKnownFinding)) return findings;
  }
  throw wrong('It does not have the form that stepproof writes: version 1 with a list of findings.');
}

/** The text of a baseline: sorted, a finding a line, so that a review shows what has come and gone. */
export function formatBaseline(findings: readonly KnownFinding[]): string {
  const lines = findings
    .map(({ check, step, object, engine }) => `    ${JSON.stringify({ step, check, object, engine })}`)
    .sort();
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

function wrong(why: string): UserError {
  return new UserError('bad-baseline', `${BASELINE_FILE} cannot be read`, {
    why,
    fix: 'Resolve a merge conflict in it, or delete it and write it anew: stepproof check --update-baseline',
    location: { file: BASELINE_FILE, line: 1, column: 1 },
  });
}

function isKnownFinding(value: unknown): value is KnownFinding {
  return (
    isRecord(value) &&
    typeof value['check'] === 'string' &&
    typeof value['object'] === 'string' &&
    isTextOrNull(value['step']) &&
    isTextOrNull(value['engine'])
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
