import { createHash } from 'node:crypto';
import { planLines } from '../inspect/queryPlan.ts';
import { UserError } from '../model/errors.ts';
import type { Lock, LockedStep } from '../model/lock.ts';
import type { QueryPlan } from '../model/plan.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { Migration } from '../model/script.ts';

/** What there is to lock about a step. */
export function lockedStep(
  { forward, rollback }: Migration,
  schema: SchemaSnapshot,
  plans: ReadonlyMap<string, QueryPlan>,
): LockedStep {
  return {
    forward: digest(forward.text),
    rollback: rollback === null ? null : digest(rollback.text),
    schema: schema.digest,
    indexes: schema.indexes.map(({ name }) => name).sort(),
    plans: Object.fromEntries([...plans].sort(byName).map(([name, plan]) => [name, planLines(plan)])),
  };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function digest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** The text of stepproof.lock.json. */
export function formatLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** Reads stepproof.lock.json; throws `UserError` when it is no lock, a merge conflict included. */
export function parseLock(text: string, file: string): Lock {
  const wrong = (why: string): UserError =>
    new UserError('bad-lock', `${file} cannot be read`, {
      why,
      fix: 'Resolve a merge conflict in it, or write it anew: stepproof check --update',
      location: { file, line: 1, column: 1 },
    });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  if (!isLock(parsed)) throw wrong('It does not have the form that stepproof writes: version 1 with a step by id.');
  return parsed;
}

function isLock(value: unknown): value is Lock {
  if (!isRecord(value) || value['version'] !== 1 || !isRecord(value['steps'])) return false;
  return Object.values(value['steps']).every(
    (step) =>
      isRecord(step) &&
      typeof step['forward'] === 'string' &&
      (step['rollback'] === null || typeof step['rollback'] === 'string') &&
      typeof step['schema'] === 'string' &&
      Array.isArray(step['indexes']) &&
      isRecord(step['plans']),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
