import type { Directive, DirectiveProblem, Statement } from '../model/script.ts';
import { readInstruction } from './instruction.ts';
import { type Passage, readPassages } from './passages.ts';
import { positionsIn } from './positions.ts';

/** What a script's comments tell stepproof, and the comments that try to and cannot be understood. */
export interface DirectiveReading {
  readonly directives: readonly Directive[];
  readonly directiveProblems: readonly DirectiveProblem[];
}

const DIRECTIVE = /^--\s*stepproof\s*:(.*)$/i;
/** A colon left out is worth a word; any other sentence about stepproof is a comment. */
const WITHOUT_COLON = /^--\s*stepproof\s+(?:irreversible|foreign-keys|ignore)\b/i;

/** Reads the `-- stepproof: …` line comments of a script (contract: "Directives in SQL files"). */
export function readDirectives(text: string, statements: readonly Statement[]): DirectiveReading {
  const directives: Directive[] = [];
  const directiveProblems: DirectiveProblem[] = [];
  if (!/stepproof/i.test(text)) return { directives, directiveProblems };
  const positionAt = positionsIn(text);
  for (const comment of readPassages(text).filter(({ kind }) => kind === 'line comment')) {
    const directive = readDirective(comment, text, statements);
    const position = positionAt(comment.start);
    if (typeof directive === 'string') {
      directiveProblems.push({ text: comment.text.trimEnd(), problem: directive, ...position });
    } else if (directive !== null) {
      directives.push({ ...directive, ...position });
    }
  }
  return { directives, directiveProblems };
}

/** A directive, a sentence about what is wrong with it, or null for a comment that is none. */
function readDirective(
  comment: Passage,
  text: string,
  statements: readonly Statement[],
): Omit<Directive, 'line' | 'column'> | string | null {
  const line = comment.text.trimEnd();
  const words = DIRECTIVE.exec(line)?.[1];
  if (words === undefined) {
    return WITHOUT_COLON.test(line) ? 'A colon belongs behind the first word: -- stepproof: …' : null;
  }
  const instruction = readInstruction(words.trim());
  if (typeof instruction === 'string') return instruction;
  const statement = statementBelow(comment, text, statements);
  if (typeof statement === 'string') return statement;
  if (instruction.kind === 'foreign-keys-off' && statement !== null) {
    return 'foreign-keys off speaks of the whole file: write it before the first statement';
  }
  return { ...instruction, statement };
}

/** The index of the statement that a comment stands above, null for the whole file, or why it stands above none. */
function statementBelow(comment: Passage, text: string, statements: readonly Statement[]): number | string | null {
  const below = statements.findIndex(({ start }) => start > comment.start);
  const above = statements[below < 0 ? statements.length - 1 : below - 1];
  if (above === undefined) return null;
  if (comment.start < above.end) {
    return 'It stands inside a statement: write it on a line of its own above the statement';
  }
  if (!text.slice(above.end, comment.start).includes('\n')) {
    return 'It stands behind a statement: write it on a line of its own above the statement that it is meant for';
  }
  if (below >= 0) return below;
  return 'No statement follows it: write it above the statement that it is meant for, or before the first one';
}
