/** Characters of unchanged SQL that are shown on either side of a change, and as many more as end the word. */
const CONTEXT = 30;

/** Where two definitions differ, with a few words on either side: `… age < 40) … → … age <= 40) …`; null: it is gone. */
export function differenceText(before: string, after: string | null): string {
  const old = oneLine(before);
  if (after === null) return `${excerpt(old, 0, 2 * CONTEXT)} → nothing`;
  const mutated = oneLine(after);
  const shorter = Math.min(old.length, mutated.length);
  let start = 0;
  while (start < shorter && old[start] === mutated[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === mutated.at(-1 - end)) end += 1;
  const shown = (text: string) => excerpt(text, start - CONTEXT, text.length - end + CONTEXT);
  return `${shown(old)} → ${shown(mutated)}`;
}

function oneLine(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim();
}

/** The words that a piece of a text touches. */
function excerpt(text: string, start: number, end: number): string {
  const first = start <= 0 ? 0 : text.lastIndexOf(' ', start) + 1;
  const blank = text.indexOf(' ', end);
  const last = blank === -1 ? text.length : blank;
  return `${first === 0 ? '' : '… '}${text.slice(first, last)}${last === text.length ? '' : ' …'}`;
}
