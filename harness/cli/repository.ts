import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What leads from the root of a repository to a folder in it, ending in a slash; '' at the root, and where no repository
 * can be told. A checkout without git is known from GITHUB_WORKSPACE.
 */
export function repositoryBase(dir: string, { GITHUB_WORKSPACE = '' }: Environment): string {
  const folder = resolved(dir);
  const root = gitRoot(folder) ?? (GITHUB_WORKSPACE === '' ? folder : resolved(GITHUB_WORKSPACE));
  const path = relative(root, folder);
  return path === '' || isAbsolute(path) || path.split(sep)[0] === '..' ? '' : `${path.split(sep).join('/')}/`;
}

/**
 * Address of the repository's files at the commit of a GitHub Actions run, ending in a slash; null anywhere else
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/variables).
 */
export function repositoryBlob(environment: Environment): string | null {
  const { GITHUB_SERVER_URL = '', GITHUB_REPOSITORY = '', GITHUB_SHA = '' } = environment;
  const address = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/`;
  return /^https?:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/blob\/[0-9a-f]{7,64}\/$/.test(address) ? address : null;
}

function gitRoot(folder: string): string | null {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? null : gitRoot(parent);
}

function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
