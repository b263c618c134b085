import { type MarkedSection, markerError, refuseAbove, type Section } from './sections.ts';

/** What an annotation asks for; null: nothing that its tool knows. */
export type Command = 'up' | 'down' | 'begin' | 'end' | 'no transaction' | 'variables on' | 'variables off' | null;

/** A line that tells the tool what to do with those below it. */
export interface Annotation extends Section {
  readonly command: Command;
  /** As it is written. */
  readonly line: string;
  /** What stands behind the command. */
  readonly options: string;
}

/** A block of lines that the tool runs in one go, whatever semicolons are in it. */
export interface Block extends Section {
  /** Where the line begins that ends it. */
  readonly end: number;
}

/** What a file's annotations say. */
export interface Annotated {
  readonly sections: readonly MarkedSection[];
  readonly blocks: readonly Block[];
  /** Where variables of the environment are put in. */
  readonly variables: readonly Section[];
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly annotations: readonly Annotation[];
}

/**
 * Reads annotations in their order. `once`: Up, then perhaps Down, and no more. Throws `UserError` for an order that
 * makes no sense.
 */
export function readAnnotations(source: Source, once: boolean): Annotated {
  const unknown = source.annotations.find(({ command }) => command === null);
  if (unknown !== undefined) {
    throw refusal(source, unknown, 'is no annotation that the tool knows', 'Correct the word, or delete the line.');
  }
  const sections = sectionsOf(source, once);
  return { sections, blocks: blocksOf(source), variables: variablesOf(source) };
}

function sectionsOf(source: Source, once: boolean): readonly MarkedSection[] {
  const opening = source.annotations.filter(({ command }) => command === 'up' || command === 'down');
  const [first, second, third] = opening;
  if (first === undefined) {
    throw markerError(source.path, source.text, 0, 'no annotation opens the forward part', 'Write one at the top.');
  }
  if (once) {
    const wrong = first.command === 'down' ? first : second?.command === 'up' ? second : third;
    if (wrong !== undefined) throw refusal(source, wrong, 'is out of order', 'Write Up first, then Down, each once.');
  }
  refuseAbove(source.path, source.text, first.from, first.line);
  return opening.map(({ command, options, from }, index) => ({
    direction: command === 'up' ? 'up' : 'down',
    options,
    from,
    to: opening[index + 1]?.from ?? source.text.length,
  }));
}

const STRUCTURE = new Set<Command>(['up', 'down', 'begin', 'end']);

function blocksOf(source: Source): readonly Block[] {
  const structure = source.annotations.filter(({ command }) => STRUCTURE.has(command));
  return structure.flatMap((mark, index) => {
    const previous = structure[index - 1];
    const next = structure[index + 1];
    if (mark.command === 'end' && previous?.command !== 'begin') {
      throw refusal(source, mark, 'ends no block', 'Write StatementBegin above the statement.');
    }
    if (mark.command !== 'begin') return [];
    if (previous === undefined) throw refusal(source, mark, 'stands above Up', 'Move the block below Up or Down.');
    if (next?.command !== 'end') {
      throw refusal(source, mark, 'opens a block that does not end', 'Write StatementEnd below the statement.');
    }
    return [{ from: mark.from, end: next.from, to: next.to }];
  });
}

function variablesOf({ text, annotations }: Source): readonly Section[] {
  const switches = annotations.filter(({ command }) => command === 'variables on' || command === 'variables off');
  return switches.flatMap(({ command, from }, index) =>
    command === 'variables on' ? [{ from, to: switches[index + 1]?.from ?? text.length }] : [],
  );
}

function refusal({ path, text }: Source, { line, from }: Annotation, message: string, fix: string) {
  return markerError(path, text, from, `${line} ${message}`, fix);
}
