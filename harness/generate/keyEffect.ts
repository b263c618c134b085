import { convertCell } from '../inspect/convertCell.ts';
import { type KeyLink, linksTo } from '../inspect/keyLinks.ts';
import type { StoredRow, TableData } from '../model/data.ts';
import type { SchemaSnapshot, Table } from '../model/schema.ts';
import { missingParent } from './missingParent.ts';
import { mayBeNull } from './nullability.ts';
import { childKey, parentKey } from './storedKey.ts';
import { type Cells, changedTables, type WorkingRows, workingRows } from './workingRows.ts';

/** A parent row that is deleted, or whose key becomes another one. */
export interface KeyChange {
  readonly table: Table;
  readonly row: StoredRow;
  /** The row's new cells; null: it is deleted. */
  readonly cells: Cells | null;
}

/** Why a change does not go through: the first foreign key that forbids it, and when. */
export interface KeyRefusal {
  readonly code: string;
  readonly moment: 'statement' | 'commit';
  readonly link: KeyLink;
}

export type KeyEffect =
  | { readonly refusal: KeyRefusal; readonly tables: null }
  /** The tables that change, by name. */
  | { readonly refusal: null; readonly tables: ReadonlyMap<string, TableData> };

/** The cells that SET DEFAULT writes to a foreign key's columns. */
export type KeyDefaults = ReadonlyMap<KeyLink, Cells>;

/**
 * What a change of a parent does by the declared foreign keys alone, through every level, without asking the engine
 * (https://sqlite.org/foreignkeys.html#fk_actions). Triggers, CHECK and UNIQUE are left out of it.
 */
export function keyEffect(
  schema: SchemaSnapshot,
  data: ReadonlyMap<string, TableData>,
  change: KeyChange,
  defaults: KeyDefaults,
): KeyEffect {
  const rows = workingRows(data);
  const refusals: KeyRefusal[] = [];
  const act = (table: Table, was: Cells, is: Cells | null): void => {
    const links = linksTo(schema, table).filter((link) => hasChanged(link, was, is));
    // What RESTRICT forbids must not depend on the order in which the foreign keys were declared.
    for (const link of links) {
      if (actionOf(link, is) === 'RESTRICT' && childrenOf(rows, link, was).length > 0) {
        refusals.push({ code: 'SQLITE_CONSTRAINT_TRIGGER', moment: 'statement', link });
      }
    }
    // Of two keys on one column SQLite lets the one act first that was declared last, and nothing is left for the other.
    for (const link of links.toReversed()) {
      for (const child of childrenOf(rows, link, was)) actOn(child, link, is);
    }
  };
  const actOn = (child: StoredRow, link: KeyLink, parent: Cells | null): void => {
    const was = rows.read(link.child.name, child);
    if (was === null) return;
    const action = actionOf(link, parent);
    if (action === 'CASCADE' && parent === null) {
      rows.write(link.child.name, child, null);
      act(link.child, was, null);
      return;
    }
    const values = valuesFor(link, action, parent, defaults);
    if (values === null) return;
    const is = was.map((cell, at) => values[link.childAt.indexOf(at)] ?? cell);
    const code = nullRefusal(link, is);
    if (code !== null) refusals.push({ code, moment: 'statement', link });
    rows.write(link.child.name, child, is);
    act(link.child, was, is);
  };
  rows.write(change.table.name, change.row, change.cells);
  act(change.table, change.row.cells, change.cells);

  const refusal = refusals[0] ?? missingParent(schema, rows);
  return refusal === null ? { refusal, tables: changedTables(data, rows) } : { refusal, tables: null };
}

function actionOf({ key }: KeyLink, parent: Cells | null): string {
  return parent === null ? key.onDelete : key.onUpdate;
}

function hasChanged(link: KeyLink, was: Cells, is: Cells | null): boolean {
  const key = parentKey(link, was);
  return key !== null && (is === null || parentKey(link, is) !== key);
}

function childrenOf(rows: WorkingRows, link: KeyLink, parent: Cells): readonly StoredRow[] {
  const key = parentKey(link, parent);
  return rows.all(link.child.name).flatMap(([row, cells]) => (childKey(link, cells) === key ? [row] : []));
}

/** The cells that an action writes to the child's columns; null where it writes nothing. */
function valuesFor(link: KeyLink, action: string, parent: Cells | null, defaults: KeyDefaults): Cells | null {
  const { child, childAt, parentAt } = link;
  const columns = child.columns.filter(({ hidden }) => !hidden);
  switch (action) {
    case 'CASCADE':
      return childAt.map((at, index) => {
        const cell = parent?.[parentAt[index] ?? -1] ?? 'n';
        return convertCell(cell, columns[at]?.affinity ?? 'BLOB');
      });
    case 'SET NULL':
      return childAt.map(() => 'n');
    case 'SET DEFAULT':
      return defaults.get(link) ?? childAt.map(() => 'n');
    default:
      return null;
  }
}

/** The rowid under its other name objects in its own way: it would take NULL for "the next one". */
function nullRefusal({ child, childAt, key }: KeyLink, cells: Cells): string | null {
  const refusing = key.columns.find((name, index) => cells[childAt[index] ?? -1] === 'n' && !mayBeNull(child, name));
  if (refusing === undefined) return null;
  return refusing === child.rowidAlias ? 'SQLITE_MISMATCH' : 'SQLITE_CONSTRAINT_NOTNULL';
}
