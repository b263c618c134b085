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
  const written = rows.written();
  const touched = keyLinks(schema).filter(({ child, parent }) => written.has(child.name) || written.has(parent.name));
  const broken = touched.filter((link) => isBroken(link, rows));
  const link = broken.find(({ key }) => !key.deferred) ?? broken[0];
  if (link === undefined) return null;
  return { code: 'SQLITE_CONSTRAINT_FOREIGNKEY', moment: link.key.deferred ? 'commit' : 'statement', link };
}

function isBroken(link: KeyLink, rows: WorkingRows): boolean {
  const parents = new Set(rows.all(link.parent.name).map(([, cells]) => parentKey(link, cells)));
  const parentsBefore = new Set(rows.before(link.parent.name)?.rows.map(({ cells }) => parentKey(link, cells)));
  return rows.all(link.child.name).some(([row, cells]) => {
    const key = childKey(link, cells);
    if (key === null || parents.has(key)) return false;
    return childKey(link, row.cells) !== key || parentsBefore.has(key);
  });
}
