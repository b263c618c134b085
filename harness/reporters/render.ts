/** What a check or a hazard stands for, for reports that explain themselves. */
export interface Rule {
  readonly id: string;
  /** As one sentence. */
  readonly summary: string;
  /** Its page in the package, for example `docs/checks/rows-survive.md`. */
  readonly page: string;
}

/** What a report needs beside the report itself. */
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
  /** What leads from the repository's root to the folder that paths are relative to: '' or ending in a slash. */
  readonly base: string;
  /** Address under which the repository's files can be read, ending in a slash; null where there is none. */
  readonly blob: string | null;
  /** Every rule that a run can report; loading them costs time that few formats need to spend. */
  readonly rules: () => Promise<readonly Rule[]>;
}
