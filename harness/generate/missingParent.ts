import { type KeyLink, keyLinks } from '../inspect/keyLinks.ts';
import type { SchemaSnapshot } from '../model/schema.ts';
import type { KeyRefusal } from './keyEffect.ts';
import { childKey, parentKey } from './storedKey.ts';
import type { WorkingRows } from './workingRows.ts';

/**
 * The foreign key that changed rows break, judged when all actions are done: rows that had no parent before count for
 * nothing. One that is not deferred ends the statement, the others the commit (https://sqlite.org/foreignkeys.html#fk_deferred).
 */
export function missingParent(schema: SchemaSnapshot, rows: WorkingRows): KeyRefusal | null {
  const broken = keyLinks(schema).filter((link) => losesParent(link, rows) || findsNoParent(link, rows));
  const link = broken.find(({ key }) => !key.deferred) ?? broken[0];
  if (link === undefined) return null;
  return { code: 'SQLITE_CONSTRAINT_FOREIGNKEY', moment: link.key.deferred ? 'commit' : 'statement', link };
}

/** Whether a row refers to a key that was there and is gone. */
function losesParent(link: KeyLink, rows: WorkingRows): boolean {
  const written = [...rows.written(link.parent.name)];
  const lost = new Set(written.map(([row]) => parentKey(link, row.cells)));
  for (const [, cells] of written) if (cells !== null) lost.delete(parentKey(link, cells));
  lost.delete(null);
  return lost.size > 0 && rows.all(link.child.name).some(([, cells]) => lost.has(childKey(link, cells)));
}

/** Whether a row refers to another key than before, and that is not there. */
function findsNoParent(link: KeyLink, rows: WorkingRows): boolean {
  const keys = [...rows.written(link.child.name)].flatMap(([row, cells]) => {
    const key = cells === null ? null : childKey(link, cells);
    return key === null || key === childKey(link, row.cells) ? [] : [key];
  });
  if (keys.length === 0) return false;
  const parents = new Set(rows.all(link.parent.name).map(([, cells]) => parentKey(link, cells)));
  return keys.some((key) => !parents.has(key));
}
