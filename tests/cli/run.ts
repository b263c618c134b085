import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../..');
const MAIN = join(PROJECT, 'harness/cli/main.ts');
/** Spares every run but the first the stripping of types. */
const COMPILE_CACHE = join(PROJECT, 'node_modules/.cache/stepproof');

/** What a finished run of the command line left. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line in a process of its own, from its source. */
export function stepproof(args: readonly string[], { cwd, env }: RunOptions = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd,
    env: environment(env),
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

/** Starts the command line and lets it run. */
export function startStepproof(args: readonly string[], { cwd, env }: RunOptions = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { cwd, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A run as a person saw it: the command, both outputs and the exit code, with times and amounts left open: more checks try more. */
export function transcript(args: readonly string[], { code, stdout, stderr }: Run): string {
  const lines = [
    `$ stepproof ${args.join(' ')}`,
    stdout,
    ...(stderr === '' ? [] : ['-- standard error', stderr]),
    `-- exit ${code}`,
  ];
  return `${lines.map((text) => text.trimEnd()).join('\n')}\n`
    .replace(/[\d,]+ checks?, [\d,]+ cases?, [\d.]+ m?s$/gm, '…')
    .replace(/ +(?:time|-|[\d.]+ m?s)$/gm, '  …');
}

function environment(extra: RunOptions['env']): Record<string, string | undefined> {
  const { CI: _ci, FORCE_COLOR: _force, NO_COLOR: _no, ...rest } = process.env;
  return { ...rest, NODE_COMPILE_CACHE: COMPILE_CACHE, ...extra };
}
