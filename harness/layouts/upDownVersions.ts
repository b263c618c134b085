import { UserError } from '../model/errors.ts';
import { startOf } from './remarks.ts';
import type { UpDownName } from './upDownName.ts';

/** An up or down file. */
export interface UpDownFile extends UpDownName {
  /** Relative to root. */
  readonly path: string;
}

/** The files of one version that SQLite runs; of a version for other dialects alone there is no forward file. */
export interface UpDownVersion {
  /** As the first of its names writes it; null for files without a number, which go by their names. */
  readonly version: string | null;
  /** The first of its files, whatever its dialect. */
  readonly path: string;
  readonly forward: UpDownFile | null;
  readonly rollback: UpDownFile | null;
  /** A file without a direction where another goes forward already. */
  readonly spare: readonly UpDownFile[];
  /** Whether another dialect has a forward file. */
  readonly isElsewhere: boolean;
}

/** Whether SQLite may run a file: it is marked so, or for no dialect. */
export function isForSqlite({ dialect }: UpDownFile): boolean {
  return dialect === null || dialect === 'sqlite';
}

/** Puts files together by their version, in the order of execution. Throws `UserError` when two of them have one. */
export function upDownVersions(files: readonly UpDownFile[]): readonly UpDownVersion[] {
  const versions = Map.groupBy([...files].sort(compareUpDown), ({ version, stem }) =>
    version === null ? stem : BigInt(version),
  );
  return [...versions.values()].flatMap(versionOf);
}

function versionOf(files: readonly UpDownFile[]): readonly UpDownVersion[] {
  const [first] = files;
  if (first === undefined) return [];
  const ups = files.filter(({ direction }) => direction === 'up');
  const plain = files.filter(({ direction }) => direction === null);
  const hasUp = ups.some(isForSqlite);
  return [
    {
      version: first.version,
      path: first.path,
      forward: theOne(hasUp ? ups : plain),
      rollback: theOne(files.filter(({ direction }) => direction === 'down')),
      spare: hasUp ? plain.filter(isForSqlite) : [],
      isElsewhere: ups.length > 0 && !hasUp,
    },
  ];
}

/** A file for SQLite stands for the one of the same name for every dialect, as in pop. */
function theOne(files: readonly UpDownFile[]): UpDownFile | null {
  const own = files.filter(({ dialect }) => dialect === 'sqlite');
  const shared = files.filter(({ dialect, stem }) => dialect === null && !own.some((other) => other.stem === stem));
  const [file, second] = [...own, ...shared];
  if (file === undefined || second === undefined) return file ?? null;
  const version = file.version === null ? file.stem : BigInt(file.version);
  throw new UserError('migration-duplicate', `two migrations have the version ${version}`, {
    why: `${file.path} and ${second.path} could run in either order, or one of them never.`,
    fix: 'Give one of them the next free version, and the file that takes it back the same.',
    location: startOf(second.path),
  });
}

/**
 * Numbers by their value; timestamps as text, because pop makes them more exact by more digits at the end; files without
 * a number come last, by name.
 */
export function compareUpDown(
  a: Pick<UpDownName, 'version' | 'stem'>,
  b: Pick<UpDownName, 'version' | 'stem'>,
): number {
  if (a.version === b.version) return compareText(a.stem, b.stem);
  if (a.version === null || b.version === null) return a.version === null ? 1 : -1;
  const areTimestamps = Math.min(a.version.length, b.version.length) >= 'YYYYMMDDHHMMSS'.length;
  const [first, second] = [BigInt(a.version), BigInt(b.version)];
  if (areTimestamps || first === second) return compareText(a.version, b.version);
  return first < second ? -1 : 1;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
