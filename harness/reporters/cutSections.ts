/** A piece of a document whose parts may be missing, and which still begins and ends as it should. */
export interface Section {
  readonly head: string;
  readonly parts: readonly string[];
  readonly foot: string;
}

/**
 * Joins sections up to a number of bytes of UTF-8, and says how many parts did not fit. A part is there as a whole or not
 * at all; a section of which none is there is left out.
 */
export function cutSections(sections: readonly Section[], most: number, note: (leftOut: number) => string): string {
  const all = sections.reduce((sum, { parts }) => sum + parts.length, 0);
  let room = most - Buffer.byteLength(note(all));
  let leftOut = 0;
  let text = '';
  for (const { head, parts, foot } of sections) {
    let rest = room - Buffer.byteLength(head + foot);
    const fitting: string[] = [];
    for (const part of parts) {
      const size = Buffer.byteLength(part);
      if (size > rest) continue;
      rest -= size;
      fitting.push(part);
    }
    leftOut += parts.length - fitting.length;
    if (fitting.length === 0) continue;
    text += head + fitting.join('') + foot;
    room = rest;
  }
  return leftOut === 0 ? text : text + note(leftOut);
}
