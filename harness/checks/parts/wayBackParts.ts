import { topologicalTables } from '../../generate/topologicalTables.ts';
import type { Named } from '../../model/named.ts';
import type { SchemaDifference, SchemaSnapshot } from '../../model/schema.ts';
import { quoteWhereNeeded } from '../../sql/quote.ts';

/** One thing that a rollback does: in words that go on from "would", and as SQL. */
export interface WayBackPart {
  readonly task: string;
  readonly sql: string;
}

/** What takes a schema back to what it was, in an order in which it goes through. */
export function wayBackParts(
  before: SchemaSnapshot,
  after: SchemaSnapshot,
  differences: readonly SchemaDifference[],
  named: Named,
): readonly WayBackPart[] {
  const renames = renamesBack(before, after, named);
  const settled = new Set(renames.flatMap(({ objects }) => objects));
  const left = differences.filter(({ object }) => !settled.has(object.toLowerCase()));
  const of = (kind: string, aspect: string): readonly SchemaDifference[] =>
    left.filter((difference) => difference.aspect === aspect && difference.object.startsWith(`${kind} `));
  const order = topologicalTables(after).map(({ name }) => `table ${name}`);
  const tables = [...of('table', 'added')].sort((a, b) => order.indexOf(b.object) - order.indexOf(a.object));
  const gone = new Set(tables.map(({ object }) => splitObject(object)[1]));
  const hanging = [...after.indexes, ...after.triggers].filter(({ table }) => gone.has(table));
  const isByItself = ({ object }: SchemaDifference): boolean =>
    !hanging.some(({ type, name }) => `${type} ${name}` === object);
  const isWhole = ({ aspect }: SchemaDifference): boolean => aspect === 'added' || aspect === 'lost';
  const reshaped = left.filter((difference) => difference.class !== 'text-only' && !isWhole(difference));
  return [
    ...['trigger', 'view', 'index'].flatMap((kind) => of(kind, 'added').filter(isByItself).map(dropped)),
    ...renames,
    ...of('column', 'added').map(columnDropped),
    ...of('column', 'lost').map(columnAdded),
    ...tables.map(dropped),
    ...reshapedTables(reshaped, before),
    ...['table', 'index', 'view', 'trigger'].flatMap((kind) => of(kind, 'lost').map(created)),
  ];
}

interface Rename extends WayBackPart {
  /** The objects that a comparison by name sees as lost and added. */
  readonly objects: readonly string[];
}

function renamesBack(before: SchemaSnapshot, after: SchemaSnapshot, named: Named): readonly Rename[] {
  const holds = ({ tables }: SchemaSnapshot, table: string): boolean =>
    tables.some(({ name }) => name.toLowerCase() === table);
  const columns = [...named.renamedColumns].flatMap(([table, names]) =>
    [...names].map(([old, now]) => ({
      objects: [`column ${table}.${old}`, `column ${table}.${now}`],
      task: `rename column ${table}.${now} to ${old}`,
      sql: `ALTER TABLE ${quoteWhereNeeded(table)} RENAME COLUMN ${quoteWhereNeeded(now)} TO ${quoteWhereNeeded(old)};`,
    })),
  );
  const tables = [...named.renamedTables]
    .filter(([old, now]) => holds(before, old) && !holds(after, old) && holds(after, now))
    .map(([old, now]) => ({
      objects: [`table ${old}`, `table ${now}`],
      task: `rename table ${now} to ${old}`,
      sql: `ALTER TABLE ${quoteWhereNeeded(now)} RENAME TO ${quoteWhereNeeded(old)};`,
    }));
  return [...columns, ...tables];
}

function dropped({ object }: SchemaDifference): WayBackPart {
  const [kind = '', name] = splitObject(object);
  return { task: `drop ${object}`, sql: `DROP ${kind.toUpperCase()} ${quoteWhereNeeded(name)};` };
}

function created({ object, before }: SchemaDifference): WayBackPart {
  return { task: `create ${object} again`, sql: `${before ?? ''};` };
}

function columnDropped({ object }: SchemaDifference): WayBackPart {
  const [table, column] = splitColumn(object);
  return { task: `drop ${object}`, sql: `ALTER TABLE ${table} DROP COLUMN ${column};` };
}

function columnAdded({ object, before }: SchemaDifference): WayBackPart {
  const [table] = splitColumn(object);
  return { task: `add ${object} again`, sql: `ALTER TABLE ${table} ADD COLUMN ${before ?? ''};` };
}

/** What no ALTER TABLE takes back: the table is built again under its old definition. */
function reshapedTables(differences: readonly SchemaDifference[], { tables }: SchemaSnapshot): readonly WayBackPart[] {
  const about = differences.map(({ object }) => splitObject(object)[1].toLowerCase());
  return tables
    .filter(({ name }) =>
      about.some((object) => object === name.toLowerCase() || object.startsWith(`${name.toLowerCase()}.`)),
    )
    .map(({ name, sql }) => ({
      task: `rebuild table ${name} as it was`,
      sql: `-- rebuild ${name} with its rows as\n-- ${sql.replaceAll('\n', '\n-- ')}`,
    }));
}

function splitObject(object: string): readonly [string, string] {
  const at = object.indexOf(' ');
  return [object.slice(0, at), object.slice(at + 1)];
}

/** Names with a point in them are rare enough to be read by a person. */
function splitColumn(object: string): readonly [string, string] {
  const name = splitObject(object)[1];
  const at = name.indexOf('.');
  return [quoteWhereNeeded(name.slice(0, at)), quoteWhereNeeded(name.slice(at + 1))];
}
