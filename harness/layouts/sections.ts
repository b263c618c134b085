import { UserError } from '../model/errors.ts';
import type { Script } from '../model/script.ts';
import { positionsIn } from '../sql/positions.ts';
import { scriptOf } from '../sql/script.ts';

/** A stretch of a text by its offsets. */
export interface Section {
  readonly from: number;
  readonly to: number;
}

/** A stretch that a marker line opens; it begins with that line. */
export interface MarkedSection extends Section {
  readonly direction: 'up' | 'down';
  /** What stands behind the marker on its line. */
  readonly options: string;
}

/** Cuts a text at its marker lines; `marker` is global, its groups are the direction and the options. */
export function markedSections(text: string, marker: RegExp): readonly MarkedSection[] {
  const markers = [...text.matchAll(marker)];
  return markers.map((match, index) => ({
    direction: match[1]?.toLowerCase() === 'up' ? 'up' : 'down',
    options: match[2]?.trim() ?? '',
    from: match.index,
    to: markers[index + 1]?.index ?? text.length,
  }));
}

/** The script of some sections of a file: blanks stand in the place of everything else, so that every position and offset is the file's. */
export function scriptOfSections(path: string, text: string, sections: readonly Section[]): Script {
  let kept = '';
  let at = 0;
  for (const { from, to } of sections) {
    kept += text.slice(at, from).replaceAll(/[^\n]/g, ' ') + text.slice(from, to);
    at = to;
  }
  return { ...scriptOf(path, kept), beginning: positionsIn(text)(sections[0]?.from ?? 0) };
}

/** The sections of one direction; with them, when they come first, the comments above: those speak of what is below. */
export function sectionsOf(
  sections: readonly MarkedSection[],
  direction: MarkedSection['direction'],
): readonly MarkedSection[] {
  const wanted = sections.filter((section) => section.direction === direction);
  const [first, ...rest] = wanted;
  return first !== undefined && first === sections[0] ? [{ ...first, from: 0 }, ...rest] : wanted;
}

/** Throws `UserError` for a statement above the first marker. */
export function refuseAbove(path: string, text: string, end: number, marker: string): void {
  const [stray] = scriptOf(path, text.slice(0, end)).statements;
  if (stray === undefined) return;
  throw markerError(path, text, stray.start, `a statement stands above ${marker}`, 'Move it below the marker.');
}

/** The error for markers that make no sense where they stand. */
export function markerError(path: string, text: string, at: number, message: string, fix: string): UserError {
  return new UserError('marker-misplaced', message, {
    why: 'What the file runs, forward and back, is told by its marker lines; tools stop here, or pass over it in silence.',
    fix,
    location: { file: path, ...positionsIn(text)(at) },
  });
}
