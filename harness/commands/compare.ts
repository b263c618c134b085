import { openBetterSqlite3, type Watch } from '../engines/betterSqlite3.ts';
import { compareSchemas } from '../inspect/schemaDifference.ts';
import { schemaPlace } from '../layouts/schemaPlace.ts';
import type { Comparison } from '../model/comparison.ts';
import type { CompareOptions } from './compareOptions.ts';
import { compareBehaviour } from './comparison/behaviour.ts';
import { readDefinitions } from './comparison/readDefinitions.ts';
import { settingsOf } from './comparison/settings.ts';
import { sideOf } from './comparison/side.ts';

const DEFAULT_SEED = 1;

/**
 * Holds two schemas against each other in text, in structure and in behaviour. Each is an SQL file, a SQLite database,
 * a folder with a ladder or a step of one; of a database only the schema is read. Throws `UserError`.
 */
export async function compareNamed(
  a: string,
  b: string,
  options: CompareOptions,
  watch: Watch | null,
): Promise<Comparison> {
  const places = [schemaPlace(a), schemaPlace(b)] as const;
  const settings = await settingsOf(places, options.config);
  const open = () => openBetterSqlite3({ functions: settings.functions, ...(watch && { watch }) });
  const [ofA, ofB] = [
    await sideOf(a, await readDefinitions(places[0], options, settings, open), open),
    await sideOf(b, await readDefinitions(places[1], options, settings, open), open),
  ];
  const seed = options.seed ?? DEFAULT_SEED;
  const differences = compareSchemas(ofA.schema, ofB.schema);
  const text = differences.filter((difference) => difference.class === 'text-only');
  const structure = differences.filter((difference) => difference.class !== 'text-only');
  // What is the same byte for byte behaves the same.
  const behaviour =
    differences.length === 0
      ? { cases: 0, differences: [], untested: [] }
      : await compareBehaviour(ofA, ofB, open, { seed, shape: settings.rows });
  const counted = [structure, behaviour.differences, options.strictText === true ? text : []];
  return {
    schemaVersion: 1,
    command: 'compare',
    a,
    b,
    equal: counted.every(({ length }) => length === 0),
    seed,
    cases: behaviour.cases,
    text,
    structure,
    behaviour: behaviour.differences,
    untested: behaviour.untested,
  };
}
