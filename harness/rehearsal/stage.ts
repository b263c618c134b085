import { readSchema } from '../inspect/schemaSnapshot.ts';
import type { Config } from '../model/config.ts';
import type { Engine } from '../model/engine.ts';
import type { WorkingCopy } from '../model/realDatabase.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import { withoutTables } from './standing/withoutTables.ts';

/** What a step is rehearsed on and with. */
export interface Stage {
  readonly copy: WorkingCopy;
  /** Tables of the ledger: no step may touch them, and no check looks at them. */
  readonly ledgerTables: readonly string[];
  readonly config: Config;
  /** Values of rows may stand in the report. */
  readonly showValues: boolean;
  /** Opens an empty database in memory. */
  readonly open: () => Promise<Engine>;
  /** Documents that were refused so far, by table and column. */
  readonly refused: Map<string, number>;
  /** What SQLite said against the database before the first step. */
  readonly complaints: Set<string>;
}

/** The user's schema as it is now. */
export async function schemaOf({ copy, ledgerTables }: Stage): Promise<SchemaSnapshot> {
  return withoutTables(await readSchema(copy), ledgerTables);
}
