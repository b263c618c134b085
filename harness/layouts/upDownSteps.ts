import type { UpDownFile, UpDownVersion } from './upDownVersions.ts';

/** What counts as one step: mostly the files of one version. */
export interface UpDownStep {
  readonly id: string;
  readonly versions: readonly UpDownVersion[];
  /** In the order of execution; not empty. */
  readonly forward: readonly [UpDownFile, ...UpDownFile[]];
  /** In the order of execution: the last version first. */
  readonly rollback: readonly UpDownFile[];
}

/** The steps that go forward in SQLite. */
export function upDownSteps(versions: readonly UpDownVersion[]): readonly UpDownStep[] {
  return [...Map.groupBy(versions, stepKey).values()].flatMap((parts) => {
    const [first, ...rest] = parts.flatMap(({ forward }) => forward ?? []);
    if (first === undefined) return [];
    const rollback = parts.flatMap((part) => part.rollback ?? []).reverse();
    const id = parts.length === 1 ? first.stem : first.stem.replace(PART, '$<second>');
    return [{ id, versions: parts, forward: [first, ...rest], rollback }];
  });
}

/**
 * One migration of Ory is many files, a statement each: a timestamp of a second, the number of the part in six digits,
 * and a name that they share. What takes the step back is spread over its parts in another way than what goes forward
 * (https://github.com/ory/kratos, persistence/sql/migrations/sql).
 */
const PART = /^(?<second>\d{14})\d{6}(?=_)/;

function stepKey(version: UpDownVersion): UpDownVersion | string {
  const stem = (version.forward ?? version.rollback)?.stem ?? '';
  return PART.test(stem) ? stem.replace(PART, '$<second>') : version;
}
