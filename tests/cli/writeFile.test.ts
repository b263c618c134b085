import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { appendToFile, isSameFile, removeUnfinished, writeFileSafely } from '../../harness/cli/writeFile.ts';
import { projectFolder } from '../config/projectFolder.ts';

describe('a file', () => {
  test('is replaced as a whole, with nothing left beside it', () => {
    const root = projectFolder({ 'report.json': 'a long text that was there before' });
    writeFileSafely(join(root, 'report.json'), 'new');
    expect(readFileSync(join(root, 'report.json'), 'utf8')).toBe('new');
    expect(readdirSync(root)).toEqual(['report.json']);
  });

  test('keeps what it held when it cannot be replaced', () => {
    const root = projectFolder({
      'folder/report.json': 'before',
      [`folder/report.json.${process.pid}.tmp`]: 'in the way',
    });
    expect(() => writeFileSafely(join(root, 'folder/report.json'), 'new')).toThrow('EEXIST');
    expect(readFileSync(join(root, 'folder/report.json'), 'utf8')).toBe('before');
    expect(() => writeFileSafely(join(root, 'folder'), 'new')).toThrow('EISDIR');
  });

  test('that is a pipe is written into, not replaced', async () => {
    const pipe = join(projectFolder({}), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void reader.kill());
    writeFileSafely(pipe, 'through the pipe');
    expect(statSync(pipe).isFIFO()).toBe(true);
    const [chunk] = await once(reader.stdout, 'data');
    expect(String(chunk)).toBe('through the pipe');
  });

  test('is added to an empty line behind what it holds, and begun where there is none', () => {
    const path = join(projectFolder({}), 'summary.md');
    appendToFile(path, 'one\n');
    appendToFile(path, 'two\n');
    expect(readFileSync(path, 'utf8')).toBe('one\n\ntwo\n');
  });

  test('is known by every path that leads to it', () => {
    const root = projectFolder({ 'real.md': '' });
    symlinkSync('real.md', join(root, 'link.md'));
    expect(isSameFile(join(root, 'link.md'), join(root, 'real.md'))).toBe(true);
    expect(isSameFile(relative('.', join(root, 'new.md')), join(root, 'new.md'))).toBe(true);
    expect(isSameFile(join(root, 'real.md'), join(root, 'new.md'))).toBe(false);
  });

  test('of a process that was killed is cleared away', () => {
    const root = projectFolder({ 'report.json.4242.tmp': 'half' });
    removeUnfinished([join(root, 'report.json'), join(root, 'other.json')], 4242);
    expect(readdirSync(root)).toEqual([]);
  });
});
