import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../harness/model/report.ts';
import { projectFolder } from '../config/projectFolder.ts';
import { brokenLadder, soundLadder } from './ladders.ts';
import { stepproof } from './run.ts';

function sharesOf(cwd: string, count: number) {
  return Array.from({ length: count }, (_, at) => {
    const file = `shard-${at + 1}.json`;
    return { file, ...stepproof(['check', '--shard', `${at + 1}/${count}`, '--reporter', `json=${file}`], { cwd }) };
  });
}

describe('a ladder that several machines share', () => {
  test('is proven as by one', () => {
    const cwd = projectFolder(soundLadder);
    const shares = sharesOf(cwd, 2);
    expect(shares.map(({ code }) => code)).toEqual([0, 0]);
    const merged = stepproof(['report', 'merge', ...shares.map(({ file }) => file), '--reporter', 'json'], { cwd });
    const whole = stepproof(['check', '--reporter', 'json'], { cwd });
    expect(merged.code).toBe(0);
    const [ours, theirs]: Report[] = [JSON.parse(merged.stdout), JSON.parse(whole.stdout)];
    const told = (report: Report | undefined) =>
      report?.steps.map(({ id, status, rollbackVerdict, schema }) => ({ id, status, rollbackVerdict, schema }));
    expect(told(ours)).toEqual(told(theirs));
    expect(ours?.seed).toBe(theirs?.seed);
  });

  test('fails where a share fails, and the fault is found in one share only', () => {
    const cwd = projectFolder(brokenLadder);
    const shares = sharesOf(cwd, 2);
    expect(shares.map(({ code }) => code)).toEqual([0, 1]);
    const merged = stepproof(['report', 'merge', ...shares.map(({ file }) => file)], { cwd });
    expect(merged.code).toBe(1);
    expect(merged.stdout).toContain('0002_index');
    expect(merged.stdout).toContain('npx stepproof check --step 0002_index');
  });

  test('with fewer steps than shares says so', () => {
    const cwd = projectFolder(soundLadder);
    const { code, stderr } = stepproof(['check', '--shard', '3/3', '--quiet'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'stepproof: there is no step in shard 3/3: there are fewer steps than shards\n',
    });
  });

  test.each(['0/2', '3/2', '1', 'a/b', '1/2/3', '-1/2'])('--shard=%s is refused', (share) => {
    const { code, stderr } = stepproof(['check', `--shard=${share}`], { cwd: projectFolder(soundLadder) });
    expect(code).toBe(2);
    expect(stderr).toContain('error[bad-usage]: --shard is a share of several');
  });

  test('cannot write the lock from a share', () => {
    const { code, stderr } = stepproof(['check', '--shard', '1/2', '--update'], { cwd: projectFolder(soundLadder) });
    expect(code).toBe(2);
    expect(stderr).toContain('--update writes the whole lock');
  });
});

describe('report merge', () => {
  test.each([
    ['a missing file', ['merge', 'nowhere.json'], 'bad-report'],
    ['what is no JSON', ['merge', 'broken.json'], 'bad-report'],
    ['JSON of another kind', ['merge', 'other.json'], 'bad-report'],
    ['a report whose steps are none', ['merge', 'hollow.json'], 'bad-report'],
    ['no file', ['merge'], 'bad-usage'],
    ['another word', ['split', 'a.json'], 'bad-usage'],
  ])('refuses %s', (_, args, code) => {
    const cwd = projectFolder({});
    writeFileSync(join(cwd, 'broken.json'), '{');
    writeFileSync(join(cwd, 'other.json'), '{"schemaVersion": 2}');
    const hollow = { schemaVersion: 1, tool: {}, command: 'check', layout: 'paired', seed: 1, durationMs: 1 };
    const rest = { engines: [], findings: [], errors: [], summary: {}, steps: [{ id: 'a' }] };
    writeFileSync(join(cwd, 'hollow.json'), JSON.stringify({ ...hollow, ...rest }));
    const run = stepproof(['report', ...args], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(`error[${code}]`);
    expect(run.stderr).not.toContain('bug in stepproof');
  });
});
