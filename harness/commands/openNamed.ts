import { openHostedD1 } from '../engines/hosted/hostedD1.ts';
import { openHostedSource } from '../engines/hosted/hostedSource.ts';
import type { HostedTarget } from '../engines/hosted/target.ts';
import { openSource, type SourceOptions } from '../engines/sourceDatabase.ts';
import type { SourceDatabase } from '../model/realDatabase.ts';

/** A database as a command was told of it. */
interface Named {
  /** Its file, or what a database at Cloudflare is called. */
  readonly database: string;
  readonly hosted?: HostedTarget | undefined;
}

/** Opens a user's database for reading only, wherever it is. Throws `UserError`. */
export function openNamed({ database, hosted }: Named, options: SourceOptions = {}): Promise<SourceDatabase> {
  return hosted === undefined ? openSource(database, options) : openHostedSource(openHostedD1(hosted), database);
}
