import { foldName } from '../../inspect/foldName.ts';
import type { Script, Statement } from '../../model/script.ts';
import { readAlterTable } from '../../sql/alterTable.ts';
import { keyword } from '../../sql/keyword.ts';
import { commaParts } from '../../sql/parentheses.ts';
import { quoteIdentifier } from '../../sql/quote.ts';
import { findKeyword } from '../../sql/selectArms.ts';
import { type Token, tokenize } from '../../sql/tokens.ts';
import { type Edit, splice } from '../splice.ts';
import { type CopyText, copiesIn } from './copyText.ts';
import { removal, replacement } from './edits.ts';
import { targetOf } from './target.ts';

/** A table that is made and filled from another one. */
export interface Rebuild {
  readonly create: Statement;
  readonly copy: CopyText;
}

/** The rebuilds of a script: each CREATE TABLE with a list of columns that a copy follows. */
export function rebuildsIn(script: Script): readonly Rebuild[] {
  return copiesIn(script).flatMap((copy) => {
    const create = script.statements.findLast(
      (statement) => statement.start < copy.statement.start && isAbout(statement, 'create', copy.table),
    );
    return create === undefined ? [] : [{ create, copy }];
  });
}

/** The rows are put aside by CREATE TABLE … AS, and the table dropped: it is renamed instead. */
export function asideRebuild({ statements }: Script, { create, copy }: Rebuild): readonly Edit[] | null {
  const { table, source, statement } = copy;
  if (source === null) return null;
  const aside = statements.find((one) => isAbout(one, 'create', source));
  const drop = statements.find((one) => isAbout(one, 'drop', table) && one.start < create.start);
  if (aside === undefined || drop === undefined || aside.start > drop.start) return null;
  const aliases = aliasesIn(tokenize(aside.text));
  const renamed = tokenize(statement.text).flatMap((token): readonly Edit[] => {
    const text = aliases.get(foldName(token.value));
    return text === undefined ? [] : [{ start: token.start, end: token.end, text }];
  });
  return [
    replacement(aside, `ALTER TABLE ${quoteIdentifier(table)} RENAME TO ${quoteIdentifier(source)}`),
    removal(drop),
    replacement(statement, splice(statement.text, renamed)),
  ];
}

/** The new table has a name of its own until the old one is dropped: it gets the final name at once instead. */
export function renamedRebuild({ statements }: Script, { create, copy }: Rebuild): readonly Edit[] | null {
  const { table, source, statement } = copy;
  if (source === null) return null;
  const behind = statements.filter(({ start }) => start > statement.start);
  const drop = behind.find((one) => isAbout(one, 'drop', source));
  const rename = behind.find((one) => isRename(one, table, source));
  if (drop === undefined || rename === undefined) return null;
  const old = `${source}_old`;
  const names = new Map([
    [foldName(table), quoteIdentifier(source)],
    [foldName(source), quoteIdentifier(old)],
  ]);
  return [
    replacement(create, `ALTER TABLE ${quoteIdentifier(source)} RENAME TO ${quoteIdentifier(old)};\n${named(create)}`),
    replacement(statement, withNames(statement.text, names)),
    replacement(drop, `DROP TABLE ${quoteIdentifier(old)}`),
    removal(rename),
  ];

  function named({ text }: Statement): string {
    const tokens = tokenize(text);
    const name = tokens[(targetOf(tokens)?.next ?? 0) - 1];
    return name === undefined ? text : splice(text, [{ ...name, text: quoteIdentifier(source ?? '') }]);
  }
}

function withNames(sql: string, names: ReadonlyMap<string, string>): string {
  const edits = tokenize(sql).flatMap(({ value, start, end }): readonly Edit[] => {
    const text = names.get(foldName(value));
    return text === undefined ? [] : [{ start, end, text }];
  });
  return splice(sql, edits);
}

function isAbout({ text }: Statement, verb: 'create' | 'drop', name: string): boolean {
  const target = targetOf(tokenize(text));
  return target?.verb === verb && target.kind === 'table' && foldName(target.name) === foldName(name);
}

function isRename({ text }: Statement, from: string, to: string): boolean {
  const alteration = readAlterTable(tokenize(text));
  return (
    alteration?.kind === 'rename table' &&
    foldName(alteration.table) === foldName(from) &&
    foldName(alteration.to) === foldName(to)
  );
}

/** What a SELECT calls its bare columns, and their own names: those that a table does not have once it is only renamed. */
function aliasesIn(tokens: readonly Token[]): ReadonlyMap<string, string> {
  const select = findKeyword(tokens, 0, ['select']);
  const items = commaParts(tokens.slice(select + 1, findKeyword(tokens, select, ['from'])));
  return new Map(
    items.flatMap((item) => {
      const [column, as, alias] = item;
      return column !== undefined && keyword(as) === 'as' && alias !== undefined
        ? [[foldName(alias.value), column.text] as const]
        : [];
    }),
  );
}
