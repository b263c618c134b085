import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';

/** A program that runs beside the test; it is killed when the test has ended. */
export interface OtherProcess {
  readonly child: ChildProcess;
  /** Its next line. */
  line(): Promise<string>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

const PREPARED = `
import Database from 'better-sqlite3';
import { openSource } from '${pathToFileURL(join(import.meta.dirname, '../../../harness/engines/sourceDatabase.ts'))}';
const [path, ...rest] = process.argv.slice(1);
const say = (text) => process.stdout.write(text + '\\n');
`;

/**
 * Runs JavaScript in a process of its own. It finds there the driver as `Database`, `openSource`, its arguments as
 * `path` and `rest`, and `say` for a line to the test. `limit`: the longest file that it may write, in blocks of the
 * shell's `ulimit -f`.
 */
export function otherProcess(script: string, args: readonly string[], limit?: number): OtherProcess {
  const command = [process.execPath, '--input-type=module', '--eval', PREPARED + script, '--', ...args];
  const limited = limit === undefined ? command : ['/bin/sh', '-c', `ulimit -f ${limit}; exec "$@"`, 'sh', ...command];
  const [file = '', ...rest] = limited;
  const child = spawn(file, rest, {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = linesOf(createInterface(child.stdout));
  return {
    child,
    async line() {
      const next = await lines.next();
      return next.done === true ? '' : next.value;
    },
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function linesOf(reader: Interface): AsyncIterator<string> {
  return reader[Symbol.asyncIterator]();
}
