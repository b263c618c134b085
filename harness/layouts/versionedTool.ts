import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LayoutFolders } from '../model/layout.ts';
import { listSqlFiles, readTextFile } from './sqlFiles.ts';
import { compareVersions, type VersionedFile, versionedFiles } from './versionedFiles.ts';

/** The tools whose files are named alike. */
export type VersionedTool = 'flyway' | 'refinery';

const FLYWAY_PROJECT = [
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'flyway.conf',
  'flyway.toml',
  'conf/flyway.conf',
];

/**
 * Which tool a folder of versioned files belongs to; both where the evidence contradicts itself, none where it holds no
 * such file. U takes back in Flyway and goes forward in refinery: as long as there is none, the project files decide
 * alone, and Flyway where they say nothing.
 */
export function toolsOf({ root, migrations }: LayoutFolders): ReadonlySet<VersionedTool> {
  if (!listSqlFiles(root, migrations).some((name) => /^(?:[VUB]\d[\d._]*|R)__/.test(name))) return new Set();
  const { files } = versionedFiles(root, migrations);
  const project = projectTools(root, migrations);
  if (!files.some(({ kind }) => kind === 'U')) {
    return new Set([project.includes('refinery') && project.length === 1 ? 'refinery' : 'flyway']);
  }
  return new Set([namedLike(files), ...project]);
}

/** refinery refuses a U and a V of one version, and reads neither parts of versions nor other letters. */
function namedLike(files: readonly VersionedFile[]): VersionedTool {
  const versioned = files.filter(({ kind }) => kind === 'V');
  const undoes = ({ version }: VersionedFile): boolean =>
    versioned.some((other) => compareVersions(other.version, version) === 0);
  const isFlyway = files.some((file) => !isRefineryName(file) || (file.kind === 'U' && undoes(file)));
  return isFlyway ? 'flyway' : 'refinery';
}

/** Whether refinery takes a file for a migration (https://github.com/rust-db/refinery, refinery_core/src/util.rs). */
export function isRefineryName({ kind, version, description }: VersionedFile): boolean {
  return (kind === 'V' || kind === 'U') && version.length === 1 && /^\w+$/.test(description);
}

/** What the folders from the migrations up to root say. */
function projectTools(root: string, migrations: string): readonly VersionedTool[] {
  const folders = ['.'];
  for (let at = migrations; at !== '.' && !at.startsWith('..'); at = dirname(at)) folders.push(at);
  const holds = (name: string): boolean => folders.some((folder) => existsSync(join(root, folder, name)));
  const namesRefinery = (folder: string): boolean =>
    existsSync(join(root, folder, 'Cargo.toml')) && /\brefinery\b/.test(readTextFile(root, join(folder, 'Cargo.toml')));
  const isRefinery = holds('refinery.toml') || folders.some(namesRefinery);
  return [...(isRefinery ? (['refinery'] as const) : []), ...(FLYWAY_PROJECT.some(holds) ? (['flyway'] as const) : [])];
}
