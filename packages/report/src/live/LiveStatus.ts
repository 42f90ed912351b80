/** What a comparison that is watched is doing: `stopped` can go on from the page, `ended` cannot. */
export type LivePhase = 'running' | 'stopping' | 'stopped' | 'finished' | 'ended' | 'failed';

/** The head of a live page, as plain data. */
export interface LiveStatus {
  /** Of the shape of this object and of {@link LiveSection}. */
  readonly version: 1;
  readonly phase: LivePhase;
  readonly title: string;
  /** Where results go. */
  readonly folder: string;
  /** Why it failed; empty where it did not. */
  readonly problem: string;
  readonly runsDone: number;
  readonly runsTotal: number;
  /** Of the work, 0 to 1. */
  readonly fraction: number;
  /** Null until it is known. */
  readonly secondsLeft: number | null;
  /** Ids of the sections, in their order. */
  readonly sections: readonly string[];
}
