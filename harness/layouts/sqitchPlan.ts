import { UserError } from '../model/errors.ts';
import type { Position } from '../model/script.ts';

/** A change of a Sqitch plan, in its place. */
export interface PlannedChange extends Position {
  readonly name: string;
  /** Changes that it asks for, as they are written: `name`, `name@tag`, `@tag`. */
  readonly requires: readonly string[];
  /** Tags that stand between it and the next change. */
  readonly tags: readonly string[];
}

/** A change, and the tags up to the one that makes it anew; none when it is the last of its name. */
export interface PlannedInstance extends PlannedChange {
  readonly reworkTags: readonly string[];
}

const TAG = /^@(\S+)/;
const CHANGE = /^\+?\s*([^\s@:#%[\]!-][^\s:#[\]]*)(?:\s+\[([^\]]*)\])?(?:\s|$)/;

/**
 * Reads a plan line by line: `%pragma`, `# comment`, `@tag …` and `name [requires !conflicts] …`, with notes behind a `#`
 * (https://sqitch.org/docs/manual/sqitchchanges/). Throws `UserError` for a line that is none of these.
 */
export function readPlan(text: string, path: string): readonly PlannedInstance[] {
  const changes: { readonly change: Omit<PlannedChange, 'tags'>; readonly tags: string[] }[] = [];
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const line = whole.trim();
    if (line === '' || line.startsWith('%') || line.startsWith('#')) continue;
    const tag = TAG.exec(line)?.[1];
    const [, name, dependencies = ''] = CHANGE.exec(line) ?? [];
    const last = changes.at(-1);
    if (tag !== undefined && last !== undefined) last.tags.push(tag);
    else if (tag === undefined && name !== undefined) {
      const requires = dependencies.split(/\s+/).filter((word) => word !== '' && !word.startsWith('!'));
      changes.push({ change: { name, requires, line: index + 1, column: 1 }, tags: [] });
    } else
      throw unreadable(
        path,
        index + 1,
        tag === undefined ? 'It is no change, tag, pragma or comment.' : 'A tag follows a change.',
      );
  }
  const planned = changes.map(({ change, tags }) => ({ ...change, tags }));
  refuseOrder(planned, path);
  return planned.map((change, index) => ({ ...change, reworkTags: reworkTags(planned, index) }));
}

/** https://github.com/sqitchers/sqitch, lib/App/Sqitch/Plan/Change.pm: the files of a reworked change carry such a tag. */
function reworkTags(changes: readonly PlannedChange[], index: number): readonly string[] {
  const name = changes[index]?.name;
  const again = changes.findIndex((change, at) => at > index && change.name === name);
  return again === -1 ? [] : changes.slice(index, again).flatMap(({ tags }) => tags);
}

function refuseOrder(changes: readonly PlannedChange[], path: string): void {
  for (const [index, { name, requires, line }] of changes.entries()) {
    const before = changes.slice(0, index);
    const tags = new Set(before.flatMap((change) => change.tags));
    const last = before.findLastIndex((change) => change.name === name);
    if (last !== -1 && before.slice(last).every((change) => change.tags.length === 0)) {
      throw unreadable(path, line, `${name} stands there already, and no tag tells the two apart.`);
    }
    for (const required of requires) {
      const [change = '', tag] = required.split('@');
      const isElsewhere = required.includes(':');
      const isKnown = change === '' || before.some((candidate) => candidate.name === change);
      if (isElsewhere || (isKnown && (tag === undefined || tags.has(tag)))) continue;
      throw unreadable(path, line, `${name} requires ${required}, which does not stand before it.`);
    }
  }
}

function unreadable(path: string, line: number, why: string): UserError {
  return new UserError('layout-unreadable', `${path} cannot be put in order`, {
    why,
    fix: 'Correct the plan; sqitch refuses it too.',
    location: { file: path, line, column: 1 },
  });
}
