import type { MigrationSet } from '../model/layout.ts';
import type { Migration, Script } from '../model/script.ts';

/**
 * Layouts whose tools open SQLite through a driver that leaves foreign keys as they are by default, which is off
 * (https://sqlite.org/foreignkeys.html#fk_enable): mattn/go-sqlite3, sqlite3 for Node and for Python, JDBC, diesel, the
 * sqlite3 shell.
 */
const WITHOUT_ENFORCEMENT: ReadonlySet<string> = new Set([
  'dbmate',
  'diesel',
  'flyway',
  'goose',
  'node-sqlite',
  'rambler',
  'sqitch',
  'sql-migrate',
  'up-down',
  'yoyo',
]);

/** A set of migrations whose scripts say how their layout's tool keeps foreign keys. */
export function withEnforcement(set: MigrationSet, layout: string): MigrationSet {
  return WITHOUT_ENFORCEMENT.has(layout) ? { ...set, migrations: set.migrations.map(unenforced) } : set;
}

function unenforced(migration: Migration): Migration {
  const off = (script: Script): Script => ({ ...script, foreignKeys: 'off' });
  const { forward, rollback } = migration;
  return { ...migration, forward: off(forward), rollback: rollback && off(rollback) };
}
