/** A generated migration and its rollback, as statements without their closing semicolons. */
export interface Pair {
  /** File name without number and ending, for example `create_members`. */
  readonly name: string;
  readonly forward: readonly string[];
  readonly rollback: readonly string[];
}

/** A script's text as it stands in its file. */
export function scriptText(statements: readonly string[]): string {
  return statements.map((statement) => `${statement};\n`).join('');
}
