import { posix } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { NewFile, NewStep } from '../model/layout.ts';
import { pathIn } from './fileNames.ts';
import { filesBelow } from './filesBelow.ts';
import { forwardHeading } from './headings.ts';
import { leadingVersion, nextVersion } from './nextVersion.ts';

/** A file named as Flyway and refinery do: V versioned, U undo or unordered, B baseline, R repeatable. */
export interface VersionedFile {
  readonly kind: 'V' | 'U' | 'B' | 'R';
  /** Its parts as numbers; none for a repeatable file. */
  readonly version: readonly bigint[];
  /** As written. */
  readonly versionText: string;
  /** What stands between the version and the ending. */
  readonly description: string;
  /** Relative to root. */
  readonly path: string;
  readonly id: string;
}

/** The versioned files below a folder, and every other file there; paths relative to root. */
export interface VersionedFolder {
  readonly files: readonly VersionedFile[];
  readonly others: readonly string[];
}

const NAME = /^(?:([VUB])(\d+(?:[._]\d+)*)|(R))__(.+)\.sql$/s;

/** Reads the names below a folder (https://documentation.red-gate.com/fd/migrations-271585107.html). */
export function versionedFiles(root: string, folder: string): VersionedFolder {
  const read = filesBelow(root, folder).map((path) => ({ path, file: versionedFile(path) }));
  return {
    files: read
      .flatMap(({ file }) => (file === null ? [] : [file]))
      .sort((a, b) => compareVersions(a.version, b.version)),
    others: read.filter(({ file }) => file === null).map(({ path }) => path),
  };
}

function versionedFile(path: string): VersionedFile | null {
  const name = posix.basename(path);
  const [, versioned, versionText = '', repeatable, description] = NAME.exec(name) ?? [];
  const kind = (versioned ?? repeatable) as VersionedFile['kind'] | undefined;
  if (kind === undefined || description === undefined) return null;
  const version = versionText === '' ? [] : versionText.split(/[._]/).map(BigInt);
  return { kind, version, versionText, description, path, id: name.slice(0, -'.sql'.length) };
}

/** Part by part and by value; a part that is missing counts as 0, so that 1 and 1.0 are the same version. */
export function compareVersions(a: readonly bigint[], b: readonly bigint[]): number {
  for (let part = 0; part < Math.max(a.length, b.length); part++) {
    const [left, right] = [a[part] ?? 0n, b[part] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** The file of a next version, beside the last one; of several parts the last is counted. */
export function nextVersioned(files: readonly VersionedFile[], folder: string, step: NewStep): NewFile {
  const last = files.findLast(({ kind }) => kind !== 'R');
  const text = last?.versionText ?? '0';
  const counted = leadingVersion(text) === text ? text : (/\d+$/.exec(text)?.[0] ?? '');
  const version = text.slice(0, text.length - counted.length) + nextVersion(counted, step.now);
  const name = `V${version}__${step.words.join('_')}.sql`;
  return { path: pathIn(last === undefined ? folder : posix.dirname(last.path), name), text: forwardHeading(step) };
}

/** Throws `UserError` for two of these files that have one version; they are in the order of their versions. */
export function refuseSameVersion(files: readonly VersionedFile[], tool: string): void {
  for (const [index, file] of files.entries()) {
    const previous = files[index - 1];
    if (previous === undefined || compareVersions(previous.version, file.version) !== 0) continue;
    throw new UserError('migration-duplicate', `two migrations have the version ${file.versionText}`, {
      why: `${tool} refuses to run while there are both ${previous.path} and ${file.path}.`,
      fix: 'Give one of them the next free version.',
      location: { file: file.path, line: 1, column: 1 },
    });
  }
}
