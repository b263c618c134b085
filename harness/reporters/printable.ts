/**
 * C0 and C1 controls except LF and TAB, and the characters that reorder text: a name or a message must not move the
 * cursor, ring, link or hide what stands beside it (https://www.unicode.org/reports/tr9/, CVE-2021-42574).
 */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text from SQL, files or names as a person may be shown it; line ends and tabs stay, half surrogate pairs do not. */
export function printable(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replace(UNSAFE, '');
}

/** The same for a place where only one line belongs. */
export function printableLine(text: string): string {
  return printable(text).replace(/\s*\n\s*/g, ' ');
}

/**
 * Output in which GitHub Actions finds nothing to carry out. A command stands behind leading blanks; one in the old form,
 * `##[name]`, anywhere in a line
 * (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs).
 */
export function withoutWorkflowCommands(output: string): string {
  return output.replace(/^([^\S\n]*)(?=::)/gm, '$1| ').replaceAll('##[', '## [');
}
