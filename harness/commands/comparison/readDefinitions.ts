import { join } from 'node:path';
import { DEFAULTS } from '../../config/loaded.ts';
import { readDatabaseFile } from '../../engines/databaseFile.ts';
import { DEFINITIONS, type Definition, definitionsIn } from '../../inspect/definitions.ts';
import { refuseOutside } from '../../ladder/refuseOutside.ts';
import { factsOf, foreignKeysFor } from '../../ladder/scriptFacts.ts';
import type { SchemaPlace } from '../../layouts/schemaPlace.ts';
import { readSqlFile } from '../../layouts/sqlFiles.ts';
import { UserError } from '../../model/errors.ts';
import type { Migration, Script, Statement } from '../../model/script.ts';
import type { CompareOptions } from '../compareOptions.ts';
import { readLadder } from '../readLadder.ts';
import { selectRange } from '../selectRange.ts';
import type { Settings } from './settings.ts';
import { definitionsOf, type Open } from './side.ts';

/** Reads the definitions of the schema at a place. Throws `UserError`. */
export async function readDefinitions(
  place: SchemaPlace,
  options: CompareOptions,
  settings: Settings,
  open: Open,
): Promise<readonly Definition[]> {
  if (place.kind === 'database') return definitionsIn(readDatabaseFile(place.path, DEFINITIONS));
  if (place.kind === 'sql') {
    return definitionsMadeBy([{ id: place.path, forward: readSqlFile('', place.path), rollback: null }], open);
  }
  const { root, step } = place;
  const loaded = settings.configs.get(root);
  const { migrations } = readLadder(root, options, loaded ?? DEFAULTS);
  const { to } = selectRange(migrations, { to: step });
  const last = to === null ? migrations.length - 1 : migrations.findIndex(({ id }) => id === to);
  const climbed = migrations.slice(0, last + 1).map(({ id, forward }) => ({ id, forward: within(root, forward) }));
  return definitionsMadeBy(
    climbed.map((step) => ({ ...step, rollback: null })),
    open,
  );
}

/** Two ladders can have files of the same name. */
function within(root: string, script: Script): Script {
  return { ...script, path: join(root, script.path).replaceAll('\\', '/') };
}

/** Runs scripts one after the other and reads what stands there then. */
async function definitionsMadeBy(migrations: readonly Migration[], open: Open): Promise<readonly Definition[]> {
  refuseOutside(migrations);
  const engine = await open();
  for (const { forward } of migrations) {
    const statements = factsOf(forward).runnable.filter((statement) => !makesInternalTable(statement));
    const failure = await engine.apply(statements, { foreignKeys: foreignKeysFor(forward) });
    if (failure === null) continue;
    const at = statements[failure.statement ?? -1];
    throw new UserError('script-failed', `${forward.path} does not run: ${failure.message}`, {
      why: `SQLite refused it with ${failure.code}, so that there is no schema to compare.`,
      fix: 'Repair the script; `stepproof check` tells more about a migration that does not run.',
      location: at === undefined ? null : { file: forward.path, line: at.line, column: at.column },
    });
  }
  const definitions = await definitionsOf(engine);
  await engine.close();
  return definitions;
}

/** The shell's `.schema` lists tables that only SQLite itself can make. */
function makesInternalTable({ text }: Statement): boolean {
  return /^create\s+table\s+["'`[]?sqlite_/i.test(text);
}
