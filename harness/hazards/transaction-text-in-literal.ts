import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { type Passage, readPassages } from '../sql/passages.ts';
import { positionsIn } from '../sql/positions.ts';

const BEGIN = 'BEGIN TRANSACTION';

/** Wrangler cuts transaction commands out of a file by their text alone (measured with `unstable_splitSqlQuery`). */
export const transactionTextInLiteral: Hazard = {
  id: 'transaction-text-in-literal',
  summary: 'Wrangler takes transaction text out of strings and comments as well.',
  onlyOnD1: true,

  look({ script }): readonly Finding[] {
    if (!script.text.includes(BEGIN)) return [];
    const passages = readPassages(script.text);
    const harmed = passages.find((passage) => isHarmed(passage, script.text));
    if (harmed === undefined) return [];
    const offset = harmed.text.indexOf(BEGIN);
    const place = positionsIn(script.text)(harmed.start + Math.max(offset, 0));
    return [
      {
        severity: 'error',
        object: `script ${script.path}`,
        message: `a ${harmed.kind === 'quoted' ? 'string' : 'comment'} holds transaction text, and wrangler reads it as a command`,
        why: `Where a file has ${BEGIN} in it anywhere, wrangler deletes the first "${BEGIN};" and the first "COMMIT;", inside of a string too, and stops at a second ${BEGIN}.`,
        fix: `Write it in another case, or apart: 'BEGIN ' || 'TRANSACTION'.`,
        location: { file: script.path, ...place },
        data: {},
      },
    ];
  },
};

/** The value of a string changes, or the file is refused. A single comment without a command in it does no harm. */
function isHarmed({ kind, text }: Passage, whole: string): boolean {
  if (kind === 'quoted')
    return text.includes(`${BEGIN};`) || text.includes('COMMIT;') || (text.includes(BEGIN) && isTwice(whole));
  return text.includes(BEGIN) && isTwice(whole);
}

function isTwice(text: string): boolean {
  return text.indexOf(BEGIN) !== text.lastIndexOf(BEGIN);
}
