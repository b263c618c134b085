import type { Check } from '../model/check.ts';
import type { Engine } from '../model/engine.ts';
import type { Finding } from '../model/finding.ts';
import type { ForeignKey, Table } from '../model/schema.ts';
import { statementAbout } from '../sql/mentions.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { FORWARD_FAILED, locate, skip, tried } from './parts/outcome.ts';

/**
 * A child key has an index to find it by. Without one, each delete or key change of a parent reads the whole child
 * table (https://sqlite.org/foreignkeys.html#fk_indexes).
 */
export const foreignKeysIndexed: Check = {
  id: 'foreign-keys-indexed',
  summary: 'Every child key has an index to find its rows by.',

  async run({ step }) {
    const { forward, before, migration, forwardFacts } = step;
    if (forward.state === null) return skip(FORWARD_FAILED);
    const { tables } = await forward.state.schema();
    const keys = tables.flatMap((table) => table.foreignKeys.map((key) => ({ table, key })));
    if (keys.length === 0) return skip('no table has a foreign key');
    const earlier = (await before.schema()).tables;
    const findings: Finding[] = [];
    for (const { table, key } of keys) {
      const old = earlier.find(({ name }) => name === table.name);
      if (old !== undefined && sameLookups(old, table)) continue;
      if (await isFound(forward.state.engine, table, key)) continue;
      const oldKey = old?.foreignKeys.find((known) => sameKey(known, key));
      if (old !== undefined && oldKey !== undefined && !(await isFound(before.engine, old, oldKey))) continue;
      const list = key.columns.join(', ');
      const statement = statementAbout(forwardFacts.runnable, table.name);
      findings.push({
        severity: 'warning',
        object: `table ${table.name}`,
        message: `no index finds the rows of ${table.name} by ${list}`,
        why: `Each DELETE from ${key.parent}, and each change of its key, reads all of ${table.name} to find the children.`,
        fix: `CREATE INDEX idx_${table.name}_${key.columns.join('_')} ON ${quoteIfNeeded(table.name)} (${key.columns.map(quoteIfNeeded).join(', ')});`,
        location: locate(migration.forward, statement),
        data: { columns: key.columns, parent: key.parent },
      });
    }
    return tried(keys.length, findings);
  },
};

/** The engine's own word: the lookup that a foreign key makes is a search, not a scan. */
async function isFound(engine: Engine, table: Table, key: ForeignKey): Promise<boolean> {
  if (hasIndex(table, key)) return true;
  const where = key.columns.map((column) => `${quoteIdentifier(column)} = ?`).join(' AND ');
  const rows = await engine.query(
    `EXPLAIN QUERY PLAN SELECT 1 FROM ${quoteIdentifier(table.name)} WHERE ${where}`,
    key.columns.map(() => 'x'),
  );
  return rows.every((row) => !String(row[3]).startsWith('SCAN '));
}

/** Whether a whole index, or the primary key, begins with the key's columns: the common case, told without the engine. */
function hasIndex(table: Table, { columns }: ForeignKey): boolean {
  if (columns.length === 1 && columns[0] === table.rowidAlias) return true;
  return table.indexes.some(
    (index) =>
      index.where === null &&
      columns.every((column) => index.columns.slice(0, columns.length).some(({ name }) => name === column)),
  );
}

function sameLookups(a: Table, b: Table): boolean {
  return a.sql === b.sql && a.indexes.map(({ sql }) => sql).join() === b.indexes.map(({ sql }) => sql).join();
}

function sameKey(a: ForeignKey, b: ForeignKey): boolean {
  return a.parent === b.parent && a.columns.join() === b.columns.join();
}

function quoteIfNeeded(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : quoteIdentifier(name);
}
