import { carriedTables } from '../inspect/sameTable.ts';
import type { Engine } from '../model/engine.ts';
import type { Named } from '../model/named.ts';
import type { SchemaObject, SchemaSnapshot } from '../model/schema.ts';
import { quoteWhereNeeded } from '../sql/quote.ts';
import { type Draft, startDraft } from './draft.ts';
import { restoreTable } from './restoreTable.ts';

/**
 * Writes the statements that take a schema back to what it was, each tried on the engine before it is kept. Rows are
 * another matter: whether they come back is for the proof of the step to say.
 *
 * @param after a fork of the database after the forward script, made for this; it is closed
 * @param named what the forward script names: what it renamed is renamed back
 */
export async function draftRollback(after: Engine, before: SchemaSnapshot, named: Named): Promise<readonly string[]> {
  const draft = startDraft(after);
  await renameBack(draft, before, named);
  await dropWhatIsNew(draft, before);
  // What is new may have stood in the way of a RENAME.
  await renameBack(draft, before, named);
  for (const table of before.tables) {
    if (table.kind !== 'shadow') await restoreTable(draft, before, table);
  }
  await dropNewTables(draft, before);
  await createWhatIsGone(draft, before);
  return draft.end();
}

/** Triggers, views and indexes first: they stand in the way of what is done to their tables. */
async function dropWhatIsNew(draft: Draft, before: SchemaSnapshot): Promise<void> {
  const now = await draft.schema();
  const kinds = [
    [now.triggers, before.triggers],
    [now.views, before.views],
    [now.indexes, before.indexes],
  ] as const;
  for (const [there, wanted] of kinds) {
    for (const object of there.filter((one) => !isAmong(one, wanted))) {
      await draft.run([`DROP ${object.type.toUpperCase()} ${quoteWhereNeeded(object.name)};`]);
    }
  }
}

async function renameBack(draft: Draft, before: SchemaSnapshot, named: Named): Promise<void> {
  const carried = carriedTables(before, await draft.schema(), named);
  for (const { before: old, after, columns } of carried) {
    if (after === null) continue;
    const name = quoteWhereNeeded(old.name);
    if (after.name !== old.name) {
      await draft.run([`ALTER TABLE ${quoteWhereNeeded(after.name)} RENAME TO ${name};`]);
    }
    for (const [was, is] of columns) {
      if (was === is) continue;
      await draft.run([`ALTER TABLE ${name} RENAME COLUMN ${quoteWhereNeeded(is)} TO ${quoteWhereNeeded(was)};`]);
    }
  }
}

/** A table that another new one refers to can be dropped once that one is gone, and a cycle in any order. */
async function dropNewTables(draft: Draft, before: SchemaSnapshot): Promise<void> {
  const { tables } = await draft.schema();
  const isNew = ({ name, kind }: { readonly name: string; readonly kind: string }): boolean =>
    kind !== 'shadow' && !before.tables.some((table) => isSameName(table.name, name));
  const waiting = tables.filter(isNew);
  while (waiting.length > 0) {
    const free = waiting.findIndex(
      ({ name }) =>
        !waiting.some(
          (other) => other.name !== name && other.foreignKeys.some(({ parent }) => isSameName(parent, name)),
        ),
    );
    const [next] = waiting.splice(Math.max(free, 0), 1);
    if (next !== undefined) await draft.run([`DROP TABLE ${quoteWhereNeeded(next.name)};`]);
  }
}

async function createWhatIsGone(draft: Draft, before: SchemaSnapshot): Promise<void> {
  const now = await draft.schema();
  const wanted = [...before.indexes, ...before.views, ...before.triggers];
  const there = [...now.indexes, ...now.views, ...now.triggers];
  for (const object of wanted.filter((one) => !isAmong(one, there))) await draft.run([`${object.sql};`]);
}

function isAmong(object: SchemaObject, others: readonly SchemaObject[]): boolean {
  return others.some((other) => isSameName(other.name, object.name) && other.tokens === object.tokens);
}

function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
