import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { TransactionOwner } from '../model/script.ts';
import { keyword } from '../sql/keyword.ts';
import { isTransactionCommand, leadingVerb, pragmaOf } from '../sql/statementKind.ts';
import type { Token } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';

/** Those that D1 takes: that it takes no other is measured. */
const PRAGMAS = new Set(
  `table_list table_info table_xinfo index_list index_info index_xinfo foreign_key_list foreign_key_check quick_check
  data_version optimize page_size foreign_keys defer_foreign_keys case_sensitive_like recursive_triggers
  ignore_check_constraints reverse_unordered_selects legacy_alter_table`.split(/\s+/),
);
const STATEMENTS = ['vacuum', 'attach', 'detach'];
/** Refused or not there (measured). */
const FUNCTIONS = new Set(
  `sqlite_version sqlite_source_id sqlite_compileoption_used load_extension subtype json_pretty json_error_position
  fts5_source_id if unistr median percentile json_array_insert regexp uuid sqlite_offset`.split(/\s+/),
);

/** https://developers.cloudflare.com/d1/sql-api/sql-statements/ */
export const d1RefusedStatements: Hazard = {
  id: 'd1-refused-statements',
  summary: 'A statement works on SQLite and is refused by D1.',
  onlyOnD1: true,

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap(({ statement }) => {
      const refused = refusedPart(tokensOf(statement), statement.text, script.transaction);
      if (refused === null) return [];
      return [
        {
          severity: 'error' as const,
          object: `script ${script.path}`,
          message: `D1 refuses ${refused}`,
          why: 'A database of D1 belongs to a service: what reaches beyond it, or into how it is kept, is not for its users.',
          fix: 'Leave it out, or use what SQLite and D1 both have.',
          location: at(script, statement),
          data: {},
        },
      ];
    });
  },
};

function refusedPart(tokens: readonly Token[], text: string, transaction: TransactionOwner): string | null {
  const verb = leadingVerb(text);
  const pragma = pragmaOf(text);
  if (pragma !== null) return PRAGMAS.has(pragma.name) ? null : `PRAGMA ${pragma.name}`;
  if (STATEMENTS.includes(verb)) return verb.toUpperCase();
  // What stands in a script that the runner begins and commits is no statement for SQLite either.
  if (transaction !== 'runner' && isTransactionCommand(text))
    return `${verb.toUpperCase()}: it begins and commits itself`;
  if (verb === 'create' && ['temp', 'temporary'].includes(keyword(tokens[1]))) return 'temporary objects';
  const reserved = tokens.find(({ kind, value }) => kind !== 'string' && /^_cf_/i.test(value));
  if (reserved !== undefined) return `the name ${reserved.value}`;
  const called = tokens.find((token, index) => isRefusedCall(tokens, token, index));
  return called === undefined ? null : `the function ${called.text}()`;
}

/** DROP TABLE IF and CREATE TABLE IF are no calls, and a column or table may be called like a function. */
function isRefusedCall(tokens: readonly Token[], token: Token, index: number): boolean {
  const isDefined = ['table', 'into', 'on', 'view', 'references', 'trigger', 'index'].includes(
    keyword(tokens[index - 1]),
  );
  return FUNCTIONS.has(keyword(token)) && tokens[index + 1]?.text === '(' && !isDefined;
}
