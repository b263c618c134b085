/**
 * C0 and C1 controls except LF and TAB, and the characters that reorder text: a name or a message must not move the
 * cursor, ring, link or hide what stands beside it (https://www.unicode.org/reports/tr9/, CVE-2021-42574).
 */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text from SQL, files or names as it may be printed on a terminal; line ends and tabs stay. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSAFE, '');
}

/** The same for a place where only one line belongs. */
export function printableLine(text: string): string {
  return printable(text).replace(/\s*\n\s*/g, ' ');
}

/**
 * Marks lines that GitHub Actions would carry out as commands: the runner looks behind leading blanks
 * (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions).
 */
export function withoutWorkflowCommands(output: string): string {
  return output.replace(/^([^\S\n]*)(?=::|##\[)/gm, '$1| ');
}
