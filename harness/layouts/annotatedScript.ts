import type { LooseFinding } from '../model/report.ts';
import type { Script, Statement } from '../model/script.ts';
import type { Annotated } from './annotations.ts';
import { type Section, scriptOfSections, sectionsOf } from './sections.ts';
import type { Directions } from './singleFile.ts';

/** Makes the scripts of an annotated file, and remarks on what its tool would run otherwise than it stands there. */
export function annotatedDirections(
  path: string,
  text: string,
  annotated: Annotated,
  id: string,
  tool: string,
): Directions {
  const closed = closeBlocks(text, annotated);
  const down = sectionsOf(annotated.sections, 'down');
  const forward = scriptOfSections(path, closed, sectionsOf(annotated.sections, 'up'));
  const rollback = down.length === 0 ? null : scriptOfSections(path, closed, down);
  const remarks = (check: string, script: Script) =>
    script.statements.flatMap((statement) => {
      const { line, column } = statement;
      const about = { check, object: `step ${id}`, location: { file: path, line, column }, data: {} };
      return statementRemarks(script, statement, annotated, tool).map((remark) => ({ ...about, ...remark }));
    });
  return {
    forward,
    rollback,
    remarks: [
      ...remarks('forward-applies', forward),
      ...(rollback === null ? [] : remarks('rollback-applies', rollback)),
    ],
  };
}

/** A block's last statement ends with the block: in the place of the line that ends it stands the semicolon that may be missing. */
function closeBlocks(text: string, { blocks }: Annotated): string {
  let closed = '';
  let at = 0;
  for (const { end, to } of blocks) {
    closed += `${text.slice(at, end)};${' '.repeat(to - end - 1)}`;
    at = to;
  }
  return closed + text.slice(at);
}

type Remark = Pick<LooseFinding, 'severity' | 'message' | 'why' | 'fix'>;

/** A statement within the marks of a block where the tool would cut it at a semicolon inside of it. */
export function inBlock(statement: string, marker: string): string {
  return SEMICOLON_AT_LINE_END.test(statement.replace(/;\s*$/, ''))
    ? `-- +${marker} StatementBegin\n${statement}\n-- +${marker} StatementEnd`
    : statement;
}

/** Both tools end a statement at each line whose last word before a comment ends with a semicolon. */
const SEMICOLON_AT_LINE_END = /;[ \t\r]*(?:[ \t]--.*)?$/m;

const VARIABLE = /\$(?:\{|[A-Za-z_])/;

function statementRemarks(script: Script, { text, start, end }: Statement, annotated: Annotated, tool: string) {
  const remarks: Remark[] = [];
  if (!isIn(annotated.blocks, start)) {
    if (SEMICOLON_AT_LINE_END.test(text)) remarks.push(cutInPieces(tool));
    if (script.text[end - 1] !== ';') remarks.push(unfinished(tool));
  }
  if (isIn(annotated.variables, start) && VARIABLE.test(text)) remarks.push(VARIABLE_LEFT);
  return remarks;
}

function isIn(sections: readonly Section[], offset: number): boolean {
  return sections.some(({ from, to }) => from <= offset && offset < to);
}

function cutInPieces(tool: string): Remark {
  return {
    severity: 'error',
    message: `${tool} cuts this statement at a semicolon inside of it`,
    why: 'Outside of a block a statement ends at each line that ends with a semicolon, and SQLite refuses the first half.',
    fix: 'Write StatementBegin above the statement and StatementEnd below it.',
  };
}

function unfinished(tool: string): Remark {
  return {
    severity: 'error',
    message: `${tool} refuses the file: no semicolon ends this statement`,
    why: 'Outside of a block a statement ends at a line that ends with a semicolon; what no such line ends is an error.',
    fix: 'End the statement with a semicolon.',
  };
}

const VARIABLE_LEFT: Remark = {
  severity: 'warning',
  message: 'a variable of the environment stands here, and is not replaced',
  why: 'The tool puts its value in before the statement runs; stepproof reads the file as it is and cannot know the value.',
  fix: 'Write the value into the migration, so that it is the same wherever it runs.',
};
