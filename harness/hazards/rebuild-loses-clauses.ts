import { affinityOf } from '../inspect/affinity.ts';
import type { Finding } from '../model/finding.ts';
import type { Hazard, HazardContext } from '../model/hazard.ts';
import type { WrittenSchema, WrittenTable } from '../model/written.ts';
import { at } from './parts/at.ts';
import { changedTables } from './parts/changed.ts';
import { type Clause, clausesOf } from './parts/clauses.ts';

/** https://sqlite.org/lang_altertable.html#otheralter: the new table has what its own text says, and nothing else. */
export const rebuildLosesClauses: Hazard = {
  id: 'rebuild-loses-clauses',
  summary: 'A table that is built anew does not say any more what its old text said.',

  look(context): readonly Finding[] {
    const { script, statements } = context;
    const end = statements.at(-1)?.after;
    if (end === undefined) return [];
    return changedTables(context).flatMap(({ old, now, statement }) => {
      const lost = lostClauses(old, now, end, context.direction === 'rollback');
      if (isPurpose(lost, old, now, context)) return [];
      return lost.map(({ text }) => ({
        severity: 'warning' as const,
        object: `table ${now.name}`,
        message: `table ${now.name} had ${text}, and its new text has not`,
        why: 'Nothing of the old table is taken over but the rows that are copied. No error is given.',
        fix: `Write ${text} into the new table as well.`,
        location: at(script, statement),
        data: { clause: text },
      }));
    });
  },
};

/** What the old text says of columns that are there still, and that nothing says now. */
function lostClauses(old: WrittenTable, now: WrittenTable, end: WrittenSchema, isExact: boolean): readonly Clause[] {
  const was = clausesOf(old);
  const is = clausesOf(now);
  const gained = isExact ? [] : is.filter(({ key }) => !was.some((clause) => clause.key === key));
  const lost = was
    .filter((clause) => is.every(({ key }) => key !== clause.key) && isAbout(clause, old, now))
    .filter((clause) => !isReplaced(clause, gained, now, end));
  // With the foreign key goes what it does.
  const keys = lost.filter(({ kind }) => kind === 'foreign key').map(({ columns }) => columns.join());
  return lost.filter(({ kind, columns }) => kind !== 'action' || !keys.includes(columns.join()));
}

function isAbout({ columns }: Clause, old: WrittenTable, now: WrittenTable): boolean {
  const has = (table: WrittenTable, name: string): boolean =>
    table.columns.some((column) => column.name.toLowerCase() === name);
  return columns.every((name) => has(now, name) || !has(old, name));
}

/** Something else does the same: another clause of its kind, a key that is unique and not NULL anyway, or an index. */
function isReplaced(
  { kind, columns }: Clause,
  gained: readonly Clause[],
  now: WrittenTable,
  end: WrittenSchema,
): boolean {
  if (gained.some((other) => other.kind === kind && isRelated(other, columns))) return true;
  const isKey = columns.every((name) => now.primaryKey.some((key) => key.toLowerCase() === name));
  if (kind === 'unique')
    return (isKey && columns.length === now.primaryKey.length) || hasUniqueIndex(columns, now, end);
  if (kind !== 'not null' || !isKey) return kind === 'autoincrement' && now.withoutRowid;
  return (
    now.strict || now.withoutRowid || /^integer$/i.test(now.columns.find(({ primaryKey }) => primaryKey)?.type ?? '')
  );
}

function isRelated({ columns }: Clause, others: readonly string[]): boolean {
  return columns.length === 0 || columns.some((name) => others.includes(name));
}

function hasUniqueIndex(columns: readonly string[], now: WrittenTable, { indexes }: WrittenSchema): boolean {
  return [...indexes.values()].some(
    ({ table, unique, parts }) =>
      unique &&
      table.toLowerCase() === now.name.toLowerCase() &&
      parts
        .map((part) => part.replaceAll(/["`[\]]/g, '').toLowerCase())
        .sort()
        .join() === [...columns].sort().join(),
  );
}

/** To loosen one thing can be all that a rebuild is for; a rollback is for bringing everything back. */
function isPurpose(lost: readonly Clause[], old: WrittenTable, now: WrittenTable, context: HazardContext): boolean {
  if (context.direction === 'rollback' || lost.length !== 1) return false;
  const keys = new Set(clausesOf(old).map(({ key }) => key));
  const gains = clausesOf(now).some(({ key }) => !keys.has(key));
  return !gains && shapeOf(old) === shapeOf(now);
}

function shapeOf({ columns, strict }: WrittenTable): string {
  return columns.map(({ name, type }) => `${name.toLowerCase()} ${affinityOf(type, strict)}`).join();
}
