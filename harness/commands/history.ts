import type { History, StepHistory } from '../model/history.ts';
import type { Migration } from '../model/script.ts';

/** The base branch's steps: where this branch left it, and as it is now. */
export interface BaseLadders {
  readonly ref: string;
  readonly fork: readonly Migration[];
  readonly tip: readonly Migration[];
}

/** Holds the steps of this branch against those of its base. */
export function historyOf(migrations: readonly Migration[], { ref, fork, tip }: BaseLadders): History {
  const known = new Map([...tip.filter((step) => isHere(step, migrations)), ...fork].map((step) => [step.id, step]));
  const last = migrations.findLastIndex(({ id }) => known.has(id));
  const gained = tip.filter(({ id }) => !fork.some((step) => step.id === id));
  const steps = migrations.map(({ id }, position): [string, StepHistory] => {
    const step = known.get(id);
    if (step !== undefined) {
      const scripts = { forward: step.forward.text, rollback: step.rollback?.text ?? null };
      return [id, { ref, known: scripts, sameNumber: [], overtaken: [] }];
    }
    const others = gained.filter((other) => !known.has(other.id));
    const number = numberOf(id);
    const overtakenHere = position < last ? migrations.slice(position + 1).filter((other) => known.has(other.id)) : [];
    const overtakenThere = others.filter((other) => isGreater(numberOf(other.id), number));
    return [
      id,
      {
        ref,
        known: null,
        sameNumber: others.filter((other) => number !== null && numberOf(other.id) === number).map((other) => other.id),
        overtaken: [...new Set([...overtakenHere, ...overtakenThere].map((other) => other.id))],
      },
    ];
  });
  const here = new Set(migrations.map(({ id }) => id));
  const removed = fork.filter(({ id }) => !here.has(id)).map(({ id, forward }) => [id, forward.path] as const);
  return { ref, steps: new Map(steps), removed: new Map(removed) };
}

/** The steps that a branch adds or edits. */
export function changedSteps(migrations: readonly Migration[], { steps }: History): ReadonlySet<string> {
  const changed = migrations.filter(({ id, forward, rollback }) => {
    const known = steps.get(id)?.known ?? null;
    return known === null || known.forward !== forward.text || known.rollback !== (rollback?.text ?? null);
  });
  return new Set(changed.map(({ id }) => id));
}

/** What both branches have gained, for example by a merge of the one into the other under way. */
function isHere({ id }: Migration, migrations: readonly Migration[]): boolean {
  return migrations.some((migration) => migration.id === id);
}

function numberOf(id: string): bigint | null {
  const digits = /^[a-z]?(\d+)/i.exec(id)?.[1];
  return digits === undefined ? null : BigInt(digits);
}

function isGreater(a: bigint | null, b: bigint | null): boolean {
  return a !== null && b !== null && a > b;
}
