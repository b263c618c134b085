import { guardRecipe } from '../../inspect/guardRecipe.ts';
import type { Location } from '../../model/errors.ts';
import type { SchemaSnapshot, Table } from '../../model/schema.ts';
import type { Statement } from '../../model/script.ts';
import type { StepScripts } from '../../model/step.ts';
import { mentions } from '../../sql/mentions.ts';
import { locate } from './outcome.ts';

/** Something of a table's rows that a migration lost without naming it. */
export interface Loss {
  readonly table: Table;
  readonly column: string | null;
  readonly kind: 'rows lost' | 'values changed' | 'rowids moved' | 'sequence lowered' | 'text index stale';
  readonly count: number;
  readonly of: number;
}

/** Where a loss comes from and what keeps the rows. */
export interface LossCause {
  /** Continues the sentence that states the loss. */
  readonly by: string;
  readonly why: string;
  readonly fix: string;
  readonly location: Location;
  /** The dropped table whose deletion took the rows along, when that is the cause. */
  readonly parent: string | null;
}

interface Schemas {
  readonly before: SchemaSnapshot;
  readonly after: SchemaSnapshot;
}

/** Explains a loss: by the foreign key of a dropped parent, else by the copy of the table's own rebuild. */
export function causeOf(loss: Loss, step: StepScripts, schemas: Schemas): LossCause {
  const { migration, forwardFacts } = step;
  const parent =
    loss.kind === 'rows lost' || loss.kind === 'values changed' ? droppedParent(loss, step, schemas.before) : null;
  if (parent !== null) {
    const rebuilt = schemas.after.tables.find(({ name }) => name.toLowerCase() === parent.toLowerCase());
    const drop = forwardFacts.runnable.find((statement) => drops(statement, parent));
    return {
      by: `, because DROP TABLE ${parent} deletes the rows that it refers to`,
      why: `DROP TABLE deletes every row of ${parent} first, and foreign key actions act on ${loss.table.name}. PRAGMA foreign_keys = OFF does nothing inside a transaction or on D1, defer_foreign_keys does not stop an action, and foreign_key_check is clean afterwards.`,
      fix:
        rebuilt === undefined
          ? `Take the foreign key out of ${loss.table.name} before ${parent} is dropped, or delete the rows by name if they shall go.`
          : `Rebuild ${parent} with guards on its children:\n${guardRecipe(schemas.before, rebuilt).join('\n')}`,
      location: locate(migration.forward, drop),
      parent,
    };
  }
  const copy = forwardFacts.runnable.find(
    (statement) => mentions(statement.text, loss.table.name) && /^\s*(insert|replace|create)/i.test(statement.text),
  );
  const any = forwardFacts.runnable.find((statement) => mentions(statement.text, loss.table.name));
  return { by: '', ...ADVICE[loss.kind], location: locate(migration.forward, copy ?? any), parent: null };
}

const ADVICE: Readonly<Record<Loss['kind'], { readonly why: string; readonly fix: string }>> = {
  'rows lost': {
    why: 'The script neither deletes from this table by name nor drops it for good: the rows are lost on the way.',
    fix: 'Copy all rows (no WHERE, LIMIT, DISTINCT or OR IGNORE; INSERT OR REPLACE deletes the children of what it replaces), or delete the unwanted ones by a DELETE of their own.',
  },
  'values changed': {
    why: "A value that changes its storage class ('007' to 7) or its place is another value, and nothing in the script says that it should change.",
    fix: 'Copy by an explicit list of columns in both halves of INSERT … SELECT, and keep the declared type; write the conversion out where it is meant: CAST(… AS …).',
  },
  'rowids moved': {
    why: 'The table has no INTEGER PRIMARY KEY, so a copy numbers its rows anew; what remembers a rowid (FTS5 tables, cursors) points at other rows.',
    fix: 'Carry the rowid over: CREATE TABLE _old AS SELECT rowid AS _rid, * FROM …; INSERT INTO … (rowid, …) SELECT _rid, … FROM _old;',
  },
  'sequence lowered': {
    why: 'A rebuild starts the counter from the highest id that is left, and forgets the ids of deleted rows.',
    fix: "Carry it over: CREATE TABLE _seq_keep AS SELECT name, seq FROM sqlite_sequence WHERE name = '…'; … DELETE FROM sqlite_sequence WHERE name = '…'; INSERT INTO sqlite_sequence SELECT name, seq FROM _seq_keep; DROP TABLE _seq_keep;",
  },
  'text index stale': {
    why: 'The rows of an FTS5 table can be those of another one, its index is its own: a search misses rows or finds words that are gone, and changing such a row fails.',
    fix: "Leave its triggers in place while rows change, or fill the index at the end: INSERT INTO fts (fts) VALUES ('rebuild');",
  },
};

/** The table whose DROP reaches this one through ON DELETE actions, over any number of levels. */
function droppedParent(
  { table, kind, column }: Loss,
  { forwardFacts }: StepScripts,
  before: SchemaSnapshot,
): string | null {
  const seen = new Set<string>();
  const search = (child: Table, actions: readonly string[]): string | null => {
    if (seen.has(child.name)) return null;
    seen.add(child.name);
    for (const key of child.foreignKeys) {
      if (!actions.includes(key.onDelete) || key.parent.toLowerCase() === child.name.toLowerCase()) continue;
      if (kind === 'values changed' && child === table && !key.columns.includes(column ?? '')) continue;
      if (forwardFacts.named.dropped.table.has(key.parent.toLowerCase())) return key.parent;
      const parent = before.tables.find(({ name }) => name.toLowerCase() === key.parent.toLowerCase());
      const further = parent === undefined ? null : search(parent, ['CASCADE']);
      if (further !== null) return further;
    }
    return null;
  };
  return search(table, kind === 'rows lost' ? ['CASCADE'] : ['SET NULL', 'SET DEFAULT']);
}

function drops(statement: Statement, table: string): boolean {
  return /^\s*drop\s+table\b/i.test(statement.text) && mentions(statement.text, table);
}
