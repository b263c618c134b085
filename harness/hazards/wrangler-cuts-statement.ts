import type { Finding, Severity } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import type { Statement } from '../model/script.ts';
import { readPassages } from '../sql/passages.ts';
import { positionsIn } from '../sql/positions.ts';
import { wranglerCuts } from '../sql/wranglerCuts.ts';
import { at } from './parts/at.ts';

/** https://github.com/cloudflare/workers-sdk, packages/wrangler/src/d1/splitter.ts, up to wrangler 4.135. */
export const wranglerCutsStatement: Hazard = {
  id: 'wrangler-cuts-statement',
  summary: 'Wrangler up to 4.135 cuts a statement in the middle, or joins two words of it.',
  onlyOnD1: true,

  look({ script, statements }): readonly Finding[] {
    const { cuts, glued } = wranglerCuts(script.text);
    const within = ({ start, end }: Statement, offsets: readonly number[]): number | undefined =>
      offsets.find((offset) => start < offset && offset < end);
    return statements.flatMap(({ statement }) => {
      const [cut, joint] = [within(statement, cuts), within(statement, glued)];
      if (cut === undefined && joint === undefined) return [];
      const { line } = positionsIn(script.text)(cut ?? joint ?? 0);
      const harm = cut === undefined ? JOINED : isInBrackets(statement, cut) ? IN_BRACKETS : IN_A_BLOCK;
      return [
        {
          severity: harm.severity,
          object: `script ${script.path}`,
          message: `wrangler up to 4.135 ${harm.does} in line ${line}`,
          why: `${harm.rule} SQLite, and wrangler from 4.137 on, read the statement as it stands.`,
          fix: harm.fix,
          location: at(script, statement),
          data: {},
        },
      ];
    });
  },
};

interface Harm {
  readonly severity: Severity;
  readonly does: string;
  readonly rule: string;
  readonly fix: string;
}

const IN_A_BLOCK: Harm = {
  severity: 'warning',
  does: 'ends the statement',
  rule: 'It saw BEGIN and CASE only between blanks, and took the next END for the end of the trigger: "incomplete input".',
  fix: 'Write a blank in front of and behind each BEGIN and CASE, or move the condition into WHEN or WHERE.',
};

const IN_BRACKETS: Harm = {
  severity: 'warning',
  does: 'ends the statement',
  rule: 'It did not know that brackets quote a name, and took the semicolon in them for the end: "incomplete input".',
  fix: 'Put the name in double quotes.',
};

/** Two words are seldom an error: a column and its type become a column of another name. */
const JOINED: Harm = {
  severity: 'error',
  does: 'joins the words around a comment',
  rule: 'It took comments out and put nothing in their place, so that a name and its type become one name, in silence.',
  fix: 'Write a blank in front of or behind the comment.',
};

function isInBrackets({ text, start }: Statement, cut: number): boolean {
  const offset = cut - start;
  return readPassages(text).some(
    (passage) => passage.text.startsWith('[') && passage.start < offset && offset < passage.end,
  );
}
