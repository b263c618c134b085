import type { Location } from '../model/errors.ts';
import type { LooseFinding } from '../model/report.ts';

/** A remark about a file as a whole. */
export function aboutFile(path: string): Pick<LooseFinding, 'object' | 'location' | 'data'> {
  return { object: `script ${path}`, location: startOf(path), data: {} };
}

/** The beginning of a file. */
export function startOf(file: string): Location {
  return { file, line: 1, column: 1 };
}

/** A step that is a program: it runs between the others, and only the tool can run it. */
export function programStep(id: string, path: string, tool: string): LooseFinding {
  return {
    check: 'forward-applies',
    severity: 'warning',
    object: `step ${id}`,
    message: `${path} is no SQL: the step is missing here`,
    why: `${tool} runs it between the others; stepproof does not, and what it changes is not there for the steps behind it.`,
    fix: 'Prove it by a test of its own. Where later steps need what it makes, write the step in SQL.',
    location: startOf(path),
    data: {},
  };
}

/** A SQL file among the migrations that the tool does not take for one. */
export function strayFile(path: string, tool: string, rule: string): LooseFinding {
  return {
    ...aboutFile(path),
    check: 'forward-applies',
    severity: 'warning',
    message: `${path} is left out: ${tool} does not take it for a migration`,
    why: rule,
    fix: 'Rename it if it is a migration; move it to another folder if it is none.',
  };
}
