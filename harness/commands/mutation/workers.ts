import type { Judged, OnJudged, Part } from './judged.ts';

/** Threads that share the work, each of which prepares itself as soon as it is started. */
export interface Workers {
  /** Judges these parts, and answers in their order. */
  judge(parts: readonly Part[], onJudged: OnJudged): Promise<readonly (readonly Judged[])[]>;
  /** Ends them, whatever they are at. */
  release(): Promise<void>;
}
