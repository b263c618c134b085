/** What a report for people needs beside the report itself. */
export interface RenderOptions {
  readonly color: boolean;
  /** Notes in full, and the checks that were skipped with their reasons. */
  readonly verbose: boolean;
  /** Errors and the last line only. */
  readonly quiet: boolean;
  /** The command that repeats the run, without seed and selection. */
  readonly command: string;
  /** The text of a file that a location names, null when it cannot be read. */
  readonly source: (file: string) => string | null;
}
