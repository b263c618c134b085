import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryBase, repositoryBlob } from '../../harness/cli/repository.ts';
import { projectFolder } from '../config/projectFolder.ts';

describe('the place of a folder in its repository', () => {
  test('is told by git, be it a clone or a worktree', () => {
    const clone = projectFolder({ '.git/HEAD': '', 'packages/my db/read.me': '' });
    expect(repositoryBase(join(clone, 'packages/my db'), {})).toBe('packages/my db/');
    expect(repositoryBase(clone, {})).toBe('');
    const worktree = projectFolder({ '.git': 'gitdir: elsewhere', 'db/read.me': '' });
    expect(repositoryBase(join(worktree, 'db'), {})).toBe('db/');
  });

  test('is told by GitHub Actions where there is no git', () => {
    const root = projectFolder({ 'db/read.me': '' });
    expect(repositoryBase(join(root, 'db'), { GITHUB_WORKSPACE: root })).toBe('db/');
    expect(repositoryBase(root, { GITHUB_WORKSPACE: join(root, 'db') })).toBe('');
    expect(repositoryBase(join(root, 'db'), {})).toBe('');
  });

  test('is nothing for a folder that is not there', () => {
    expect(repositoryBase(join(projectFolder({}), 'gone'), {})).toBe('');
  });
});

describe('the address of the files of a repository', () => {
  const run = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/my.shop', GITHUB_SHA: '0123abcd' };

  test('is known in GitHub Actions', () => {
    expect(repositoryBlob(run)).toBe('https://github.com/acme/my.shop/blob/0123abcd/');
  });

  test('is known nowhere else, and not taken from variables that mean something else', () => {
    expect(repositoryBlob({})).toBe(null);
    expect(repositoryBlob({ ...run, GITHUB_SHA: 'main)' })).toBe(null);
    expect(repositoryBlob({ ...run, GITHUB_SERVER_URL: 'javascript:' })).toBe(null);
  });
});
