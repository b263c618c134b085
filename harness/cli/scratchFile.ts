import { openSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let opened = 0;

/** Opens a file without a name, to be shared with a child process: it is gone with the last process that holds it. */
export function scratchFile(): number {
  opened += 1;
  const path = join(tmpdir(), `stepproof-${process.pid}-${Date.now()}-${opened}`);
  const fd = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return fd;
}
