import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { networkCalled, networkFileSystem } from '../../../harness/engines/files/networkFileSystem.ts';

test('network file systems are known by their numbers, with a sign or without', () => {
  expect([0x6969, 0xff534d42, 0xff534d42 | 0, 0x65735546].map(networkCalled)).toEqual(['NFS', 'SMB', 'SMB', 'FUSE']);
});

test('disks and memory are none', () => {
  expect([0xef53, 0x01021994].map(networkCalled)).toEqual([null, null]);
  expect(networkFileSystem(tmpdir())).toBeNull();
});
