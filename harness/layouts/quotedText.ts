import type { MigrationSet } from '../model/layout.ts';
import type { Script, Statement } from '../model/script.ts';

/**
 * Layouts whose tools run on a SQLite that takes for text what stands in double quotes and is the name of nothing: D1, and
 * drivers that build SQLite as it comes (https://sqlite.org/compile.html#dqs). Of the others nobody knows the driver, or
 * it is better-sqlite3.
 */
const TAKING_TEXT: ReadonlySet<string> = new Set([
  'dbmate',
  'diesel',
  'flyway',
  'goose',
  'node-sqlite',
  'prisma',
  'rambler',
  'refinery',
  'sql-migrate',
  'up-down',
  'wrangler',
  'yoyo',
]);

/** A set of migrations whose statements say that their layout's tool takes such names for text. */
export function withQuotedText(set: MigrationSet, layout: string): MigrationSet {
  if (!TAKING_TEXT.has(layout)) return set;
  return {
    ...set,
    migrations: set.migrations.map((migration) => ({
      ...migration,
      forward: taking(migration.forward),
      rollback: migration.rollback && taking(migration.rollback),
    })),
  };
}

function taking(script: Script): Script {
  return script.text.includes('"') ? { ...script, statements: script.statements.map(takingOne) } : script;
}

/** In an index such a name is a column that is misspelt, and the index serves nothing: that stays a failure. */
const INDEX = /^create\s+(?:unique\s+)?index\b/i;

function takingOne(statement: Statement): Statement {
  const { text } = statement;
  return text.includes('"') && !INDEX.test(text) ? { ...statement, doubleQuotes: 'text' } : statement;
}
