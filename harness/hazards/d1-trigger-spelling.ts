import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { keyword } from '../sql/keyword.ts';
import type { Token } from '../sql/tokens.ts';
import { tokensOf } from '../sql/tokensOf.ts';
import { at } from './parts/at.ts';
import { bodyStart, isTrigger } from './parts/bodies.ts';

/**
 * https://github.com/cloudflare/workers-sdk/issues/4998, https://github.com/cloudflare/workers-sdk/issues/14991,
 * https://github.com/cloudflare/workers-sdk/issues/15314: what D1 in production makes of triggers.
 */
export const d1TriggerSpelling: Hazard = {
  id: 'd1-trigger-spelling',
  summary: 'D1 in production cuts a trigger in pieces that is not spelt as it expects.',
  onlyOnD1: true,

  look({ script, statements }): readonly Finding[] {
    return statements.flatMap(({ statement }) => {
      const tokens = tokensOf(statement);
      const spelling = isTrigger(tokens) ? spellingOf(tokens, statement.text) : null;
      if (spelling === null) return [];
      return [
        {
          severity: 'warning' as const,
          object: `script ${script.path}`,
          message: `the trigger ${spelling.what}`,
          why: 'D1 in production cuts a script into statements by rules of its own and has been seen to end the trigger there: "incomplete input". D1 on your machine takes it, and so does SQLite.',
          fix: spelling.fix,
          location: at(script, statement),
          data: {},
        },
      ];
    });
  },
};

function spellingOf(tokens: readonly Token[], text: string): { readonly what: string; readonly fix: string } | null {
  const begin = bodyStart(tokens);
  if (tokens.slice(begin).some((token) => keyword(token) === 'case')) {
    return {
      what: 'has CASE … END in its body',
      fix: 'Move the condition into WHEN or WHERE, or make two triggers of it.',
    };
  }
  if (text.includes('\r\n')) return { what: 'has CRLF line endings', fix: 'Save the file with LF line endings.' };
  const words = [tokens[begin], tokens.findLast((token) => keyword(token) === 'end')];
  const isUpper = words.every((token) => token === undefined || token.text === token.text.toUpperCase());
  return isUpper ? null : { what: 'spells BEGIN or END in lower case', fix: 'Write BEGIN and END in capitals.' };
}
