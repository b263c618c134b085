import { copiedOnce } from '../engines/hosted/copiedOnce.ts';
import { openHostedD1 } from '../engines/hosted/hostedD1.ts';
import { type HostedRunner, hostedRunner } from '../engines/hosted/runHosted.ts';
import type { HostedTarget } from '../engines/hosted/target.ts';
import type { SourceDatabase } from '../model/realDatabase.ts';

/** A database at Cloudflare that is worked on. */
export interface HostedPlace {
  readonly open: () => Promise<SourceDatabase>;
  readonly run: HostedRunner;
}

/** What a place at Cloudflare takes from the world around it. */
export interface HostedWorld {
  /** A folder for copies that only this user can read; somebody else deletes it. */
  readonly folder: string;
  /** Told, before anything is changed, what Time Travel calls the database as it is. */
  readonly onBookmark: (bookmark: string) => void;
}

/** Opens a database at Cloudflare to be worked on. `name` is what the user calls it. */
export function hostedPlace(target: HostedTarget, name: string, { folder, onBookmark }: HostedWorld): HostedPlace {
  const database = openHostedD1(target);
  const copied = copiedOnce(database, name, folder);
  const makeCopy = async (): Promise<string> => {
    onBookmark(await database.bookmark());
    return copied.copy();
  };
  return { open: copied.open, run: hostedRunner(database, makeCopy) };
}
