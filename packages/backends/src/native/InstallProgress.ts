/** What an installation reports as it goes. */
export interface InstallProgress {
  /** What is being done now, as a sentence part: `downloading tensorflow-cpu 2.21.0`. */
  readonly step: string;
  /** Bytes done and to do, for steps that take long because of them. */
  readonly bytes?: { readonly done: number; readonly total: number };
}

/** How the steps of an installation report and stop. */
export interface InstallContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: InstallProgress) => void;
}
