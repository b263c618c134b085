import { foldName } from '../../inspect/foldName.ts';
import type { SchemaObject, SchemaSnapshot } from '../../model/schema.ts';
import type { Script, Statement } from '../../model/script.ts';
import { readAlterTable } from '../../sql/alterTable.ts';
import { readCreateHeader } from '../../sql/createHeader.ts';
import { joinTokens } from '../../sql/normalise.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';

/** The statement by which a script makes each object that it leaves, also where it renames a table afterwards. */
export function definitionsIn(
  { statements }: Script,
  { tables, indexes, views, triggers }: SchemaSnapshot,
): ReadonlyMap<SchemaObject, Statement> {
  const made = new Map<string, Statement>();
  const formerNames = new Map<string, string>();
  for (const statement of statements) {
    const tokens = tokenize(statement.text);
    const key = keyOf(tokens);
    if (key !== null) made.set(key, statement);
    const alteration = readAlterTable(tokens);
    if (alteration?.kind === 'rename table') formerNames.set(foldName(alteration.to), alteration.table);
  }
  const found = new Map<SchemaObject, Statement>();
  for (const object of [...tables, ...indexes, ...views, ...triggers]) {
    const tokens = tokenize(object.sql);
    const statement = made.get(keyOf(tokens, formerNames.get(foldName(object.name))) ?? '');
    if (statement !== undefined) found.set(object, statement);
  }
  return found;
}

function keyOf(tokens: readonly Token[], name?: string): string | null {
  const header = readCreateHeader(tokens);
  if (header === null) return null;
  return `${header.kind} ${foldName(name ?? header.name)} ${joinTokens(tokens.slice(header.next))}`;
}

/** The statement with an object's new text, under the name that it is made by; null when the words before the name differ. */
export function rewritten({ text }: Statement, object: SchemaObject, now: string): string | null {
  const [was, old, next] = [text, object.sql, now].map(divide);
  if (was === undefined || old === undefined || next === undefined) return null;
  if (was.head === old.head) return now;
  return old.head === next.head ? `${was.head}${next.body}` : null;
}

function divide(sql: string): { readonly head: string; readonly body: string } {
  const tokens: readonly Token[] = tokenize(sql);
  const end = tokens[(readCreateHeader(tokens)?.next ?? 1) - 1]?.end ?? 0;
  return { head: sql.slice(0, end), body: sql.slice(end) };
}
