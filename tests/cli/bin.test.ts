import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VERSION } from '../../harness/version.ts';

const project = join(import.meta.dirname, '../..');

function onNode(version: string) {
  const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;
  return spawnSync(process.execPath, ['--import', pretend, join(project, 'bin/stepproof.js'), '--version'], {
    encoding: 'utf8',
  });
}

test.each(['12.22.12', '20.20.2', '22.17.1'])(
  'Node %s is told that it is too old before anything is loaded',
  (version) => {
    const { status, stdout, stderr } = onNode(version);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      `error[node-too-old]: stepproof needs Node 22.18 or newer\n  why     This is Node ${version}, on which its SQLite driver crashes.\n  fix     Install a newer one from https://nodejs.org\n`,
    );
  },
);

test('the version is that of the package', () => {
  expect(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).version).toBe(VERSION);
});
