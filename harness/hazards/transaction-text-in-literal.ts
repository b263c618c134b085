import type { Finding } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { type Passage, readPassages } from '../sql/passages.ts';
import { positionsIn } from '../sql/positions.ts';

const BEGIN = 'BEGIN TRANSACTION';

const BEGIN_COMMAND = `${BEGIN};`;
const COMMIT_COMMAND = 'COMMIT;';

/** Wrangler cuts transaction commands out of a file by their text alone (measured with `unstable_splitSqlQuery` of 3.114 to 4.164). */
export const transactionTextInLiteral: Hazard = {
  id: 'transaction-text-in-literal',
  summary: 'Wrangler takes transaction text out of strings, and refuses a file for a comment that has it.',
  onlyOnD1: true,

  look({ script }): readonly Finding[] {
    const harm = script.text.includes(BEGIN) ? harmIn(script.text) : null;
    if (harm === null) return [];
    const kind = harm.passage.kind === 'quoted' ? 'string' : 'comment';
    return [
      {
        severity: 'error',
        object: `script ${script.path}`,
        message: `a ${kind} holds transaction text, and wrangler ${harm.does}`,
        why: `Where a file has ${BEGIN} in it anywhere, wrangler deletes the first "${BEGIN_COMMAND}" and the first "${COMMIT_COMMAND}", inside of a string too, and stops if ${BEGIN} is there still.`,
        fix: `Write it in another case, or apart: 'BEGIN ' || 'TRANSACTION'.`,
        location: { file: script.path, ...positionsIn(script.text)(harm.at) },
        data: {},
      },
    ];
  },
};

interface Harm {
  readonly passage: Passage;
  readonly at: number;
  readonly does: string;
}

/** What of the text that is no command wrangler deletes, or stops at. */
function harmIn(text: string): Harm | null {
  const passages = readPassages(text);
  const inside = (at: number, does: string, passage = passages.find(({ start, end }) => start <= at && at < end)) =>
    passage === undefined ? null : { passage, at, does };
  const left = text.replace(BEGIN_COMMAND, '').replace(COMMIT_COMMAND, '');
  if (left.includes(BEGIN)) {
    const stops = [...text.matchAll(new RegExp(BEGIN, 'g'))].map(({ index }) =>
      inside(index, 'refuses the file for it'),
    );
    return stops.find((harm) => harm !== null) ?? null;
  }
  const deleted = [text.indexOf(BEGIN_COMMAND), text.indexOf(COMMIT_COMMAND)].map((at) => inside(at, 'deletes it'));
  return deleted.find((harm) => harm?.passage.kind === 'quoted') ?? null;
}
