/** Told what is about to run in another process. */
export interface RemoteWatch {
  /** Told before that process is started. */
  starting(): void;
  /** What it returns is called when the activity has ended. Throws `SqlError` to refuse it. */
  hold(activity: string): () => void;
}
