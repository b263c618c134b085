/**
 * The descriptors under which the supervised process finds its job and the file for its activity; those for the
 * activities of its threads follow.
 */
export const JOB_FD = 3;
export const ACTIVITY_FD = 4;

/** What the supervised process adds to its exit code, so that a process that merely ended is not taken for a verdict. */
export const VERDICT = 40;
