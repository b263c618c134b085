import type { Finding, Severity } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { MetStatement, WrittenIndex, WrittenTable } from '../model/written.ts';
import { type CreateHeader, readCreateHeader } from '../sql/createHeader.ts';
import { readCreateIndex } from '../sql/createIndex.ts';
import { keyword } from '../sql/keyword.ts';
import { joinTokens, normaliseSql } from '../sql/normalise.ts';
import { qualifiedName } from '../sql/qualifiedName.ts';
import type { Token } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { readWrittenTable } from '../sql/writtenTable.ts';
import { at } from './parts/at.ts';
import { clausesOf } from './parts/clauses.ts';

/** https://sqlite.org/lang_createtable.html, https://sqlite.org/lang_createindex.html */
export const ifNotExistsHides: Hazard = {
  id: 'if-not-exists-hides',
  summary: 'CREATE … IF NOT EXISTS is passed over, because something else has the name already.',

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap((met) => {
      const header = readCreateHeader(tokensOf(met.statement));
      const hidden = header?.ifNotExists === true ? hiddenBy(met, header) : null;
      if (header === null || hidden === null) return [];
      const { kind, name } = header;
      return [
        {
          severity: hidden.severity,
          object: `${kind} ${name}`,
          message: `CREATE ${kind.toUpperCase()} IF NOT EXISTS ${name} does nothing: ${hidden.what}`,
          why: 'IF NOT EXISTS looks at the name alone. The script goes through, and what it asks for is not there.',
          fix: `Leave out IF NOT EXISTS, so that SQLite says so; change what is there, or take another name.`,
          location: at(script, met.statement),
          data: {},
        },
      ];
    });
  },
};

interface Hidden {
  readonly severity: Severity;
  readonly what: string;
}

function hiddenBy({ statement, before }: MetStatement, { kind, name, next }: CreateHeader): Hidden | null {
  const tokens = tokensOf(statement);
  const key = name.toLowerCase();
  switch (kind) {
    case 'table':
      return otherTable(before.tables.get(key), readWrittenTable(statement.text, tokens));
    case 'index':
      return otherIndex(before.indexes.get(key), wantedIndex(name, statement.text, tokens, next));
    case 'view':
      return otherProgram(before.views.get(key), tokens, next);
    case 'trigger':
      return otherProgram(before.triggers.get(key), tokens, next);
    case 'virtual table':
      return null;
  }
}

/** Names of columns can be told apart for sure; other clauses may be written in two ways and mean the same. */
function otherTable(known: WrittenTable | undefined, wanted: WrittenTable): Hidden | null {
  if (known === undefined || known.columns.length === 0 || wanted.columns.length === 0) return null;
  const names = (table: WrittenTable) => table.columns.map((column) => column.name.toLowerCase());
  const missing = names(wanted).filter((name) => !names(known).includes(name));
  const surplus = names(known).filter((name) => !names(wanted).includes(name));
  if (missing.length > 0) return { severity: 'error', what: `the table that is there has no column ${missing[0]}` };
  if (surplus.length > 0)
    return { severity: 'error', what: `the table that is there has a column ${surplus[0]} as well` };
  const there = new Set(clausesOf(known).map(({ key }) => key));
  const clause = clausesOf(wanted).find(({ key }) => !there.has(key));
  return clause === undefined ? null : { severity: 'warning', what: `the table that is there has no ${clause.text}` };
}

function wantedIndex(name: string, sql: string, tokens: readonly Token[], next: number): WrittenIndex {
  const table = qualifiedName(tokens, next + 1)?.name ?? '';
  return { name, table, unique: keyword(tokens[1]) === 'unique', ...readCreateIndex(sql) };
}

function otherIndex(known: WrittenIndex | undefined, wanted: WrittenIndex): Hidden | null {
  if (known === undefined) return null;
  if (known.table.toLowerCase() !== wanted.table.toLowerCase()) {
    return { severity: 'error', what: `the index of that name is one of ${known.table}` };
  }
  const text = ({ unique, parts, where }: WrittenIndex): string =>
    `${unique ? 'unique ' : ''}(${parts.map(normaliseSql).join(', ')})${where === null ? '' : ` where ${where}`}`;
  if (text(known) === text(wanted)) return null;
  return { severity: 'error', what: `the index that is there is ${text(known)}` };
}

function otherProgram(
  known: { readonly text: string } | undefined,
  tokens: readonly Token[],
  next: number,
): Hidden | null {
  if (known === undefined) return null;
  const there = tokensOf(known);
  const body = (all: readonly Token[], from: number) => joinTokens(all.slice(from).filter(({ text }) => text !== ';'));
  if (body(there, readCreateHeader(there)?.next ?? 0) === body(tokens, next)) return null;
  return { severity: 'error', what: 'the one that is there has another text' };
}
