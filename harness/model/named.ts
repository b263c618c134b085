/**
 * What a script names in its own words (contract: "Named"). Effects of cascades and triggers are never named.
 * Names are lower case; tables appear under the name that they have at the end of the script.
 */
export interface Named {
  /** Tables, views, indexes and triggers dropped by name, in that kind. */
  readonly dropped: Readonly<Record<'table' | 'view' | 'index' | 'trigger', ReadonlySet<string>>>;
  /** Objects created by name. */
  readonly created: Readonly<Record<'table' | 'view' | 'index' | 'trigger', ReadonlySet<string>>>;
  /** Final table name by the name it had before the script, for ALTER TABLE … RENAME TO. */
  readonly renamedTables: ReadonlyMap<string, string>;
  /** By final table name: new column name by old column name. */
  readonly renamedColumns: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By final table name: columns dropped by ALTER TABLE … DROP COLUMN. */
  readonly droppedColumns: ReadonlyMap<string, ReadonlySet<string>>;
  /** By final table name: columns that an UPDATE sets, or a rebuild's copy computes instead of taking over. */
  readonly changedColumns: ReadonlyMap<string, ReadonlySet<string>>;
  /** Tables that rows are deleted from, by DELETE FROM. */
  readonly deletedFrom: ReadonlySet<string>;
  /** Tables that are dropped (or renamed away) and stand there again under the same name at the end. */
  readonly rebuilt: ReadonlySet<string>;
}
