import { randomUUID } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceDatabase } from '../../model/realDatabase.ts';
import type { HostedD1 } from './hostedD1.ts';
import { openHostedSource } from './hostedSource.ts';

/** A database at Cloudflare whose copies serve twice. */
export interface CopiedOnce {
  /** Opens it for reading, what the user calls it being its path. */
  open(): Promise<SourceDatabase>;
  /** Answers with a file that holds it as it is, and that belongs to the caller. Throws `UserError`. */
  copy(): Promise<string>;
}

/** A copy that lies on this machine, and the database as it was seen when it was begun. */
interface KeptCopy {
  readonly path: string;
  readonly source: SourceDatabase;
}

/**
 * Every row of a copy travels and is billed. So what was last copied stays in a folder, for the next who wants a copy, as
 * long as the database is still that.
 */
export function copiedOnce(database: HostedD1, name: string, folder: string): CopiedOnce {
  let kept: KeptCopy | null = null;

  const newPath = (): string => join(folder, `hosted-${randomUUID()}.sqlite`);
  const takeKept = (): KeptCopy | null => {
    const taken = kept;
    kept = null;
    return taken;
  };
  return {
    async open() {
      const source = await openHostedSource(database, name);
      return {
        ...source,
        async copyTo(destination) {
          const isSame = await source.copyTo(destination);
          const earlier = takeKept();
          if (earlier !== null) rmSync(earlier.path);
          const path = newPath();
          copyFileSync(destination, path);
          kept = { path, source };
          return isSame;
        },
      };
    },

    async copy() {
      const last = takeKept();
      if (last !== null && !(await last.source.hasChanged())) return last.path;
      if (last !== null) rmSync(last.path);
      const path = newPath();
      await (await openHostedSource(database, name)).copyTo(path);
      return path;
    },
  };
}
