import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SETPRIV = '/usr/bin/setpriv';

/**
 * What stands before a command so that its process ends with this one. On Linux the kernel can be asked to do that
 * (prctl(2), PR_SET_PDEATHSIG); elsewhere it is nothing.
 */
export const DIE_WITH_PARENT: readonly string[] = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : [];

/**
 * Lets the workerd that miniflare is about to start end with this process, whatever ends it: miniflare starts what it is
 * told to, and that is a script in the folder for temporary files.
 */
export function letWorkerdDieWithUs(): void {
  if (DIE_WITH_PARENT.length === 0) return;
  const script = join(tmpdir(), 'workerd.sh');
  const command = [...DIE_WITH_PARENT, process.env['MINIFLARE_WORKERD_PATH'] ?? pathOfWorkerd()].map(quoted);
  writeFileSync(script, `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`, { mode: 0o700 });
  process.env['MINIFLARE_WORKERD_PATH'] = script;
}

function pathOfWorkerd(): string {
  const miniflare = createRequire(import.meta.url).resolve('miniflare');
  return createRequire(miniflare)('workerd').default;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
