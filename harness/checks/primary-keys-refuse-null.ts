import type { Check } from '../model/check.ts';
import type { Engine } from '../model/engine.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { statementAbout } from '../sql/mentions.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

/**
 * No column of a PRIMARY KEY takes NULL. SQLite allows it by an old mistake that it keeps
 * (https://sqlite.org/quirks.html#primary_keys_can_sometimes_contain_nulls).
 */
export const primaryKeysRefuseNull: Check = {
  id: 'primary-keys-refuse-null',
  summary: 'No column of a PRIMARY KEY accepts NULL.',

  async run({ step }) {
    const { migration, before, forward, forwardFacts } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const { tables } = await forward.state.schema();
    const keyed = tables.filter(({ kind, columns }) => kind === 'table' && columns.some(isKey));
    if (keyed.length === 0) return skip('no table has a primary key');
    const known = new Set(nullableKeys(await before.schema()));
    const { engine } = step.settled ?? forward.state;
    const judged = keyed.map(async (table) => {
      const open = nullableKeyColumns(table).filter((column) => !known.has(`${table.name}.${column}`));
      const nullable = await withoutCheck(engine, table, open);
      if (nullable.length === 0) return [];
      const statement = statementAbout(forwardFacts.runnable, table.name);
      return [
        {
          severity: 'warning' as const,
          object: `table ${table.name}`,
          message: `the primary key of table ${table.name} accepts NULL in ${nullable.join(', ')}`,
          why: 'SQLite lets NULL into every PRIMARY KEY but INTEGER PRIMARY KEY, as often as you like; such rows cannot be told apart or referred to.',
          fix: `Declare it NOT NULL: ${nullable[0] ?? 'id'} ${table.columns.find(isKey)?.type ?? 'TEXT'} NOT NULL PRIMARY KEY`,
          location: locate(migration.forward, statement),
          data: { columns: nullable },
        },
      ];
    });
    return tried(keyed.length, (await Promise.all(judged)).flat());
  },
};

/** Those of the columns that take NULL in the rows that are there: a CHECK can say what NOT NULL does not. */
async function withoutCheck(engine: Engine, table: Table, columns: readonly string[]): Promise<readonly string[]> {
  if (columns.length === 0) return [];
  const scripts = columns.map((column) => [
    { text: `UPDATE ${quoteIdentifier(table.name)} SET ${quoteIdentifier(column)} = NULL` },
  ]);
  const attempts = await engine.attempt(scripts);
  return columns.filter((_, index) => attempts[index]?.failure?.code !== 'SQLITE_CONSTRAINT_CHECK');
}

function isKey({ primaryKey }: Table['columns'][number]): boolean {
  return primaryKey > 0;
}

function nullableKeys({ tables }: SchemaSnapshot): readonly string[] {
  return tables.flatMap((table) => nullableKeyColumns(table).map((column) => `${table.name}.${column}`));
}

function nullableKeyColumns({ kind, columns, rowidAlias, withoutRowid, strict }: Table): readonly string[] {
  if (kind !== 'table' || withoutRowid || strict) return [];
  return columns
    .filter((column) => isKey(column) && !column.notNull && column.name !== rowidAlias)
    .map(({ name }) => name);
}
