import type { Difference } from '../result.ts';

/** A loss that is worse than it was, beyond chance and by more than the margin. */
export interface Regression {
  readonly task: string;
  readonly loss: string;
  /** The metric that ranks on this task. */
  readonly metric: string;
  /**
   * Means over the runs that were compared, then and now; `now` is null where no run of now could be judged.
   */
  readonly before: number;
  readonly now: number | null;
  /** Now − before, simultaneous over everything that was compared; null where `now` is. */
  readonly difference: Difference | null;
  /** Whether each seed was compared with itself, which needs the same data. */
  readonly paired: boolean;
  /** Runs now; as many then where they are paired. */
  readonly seeds: number;
  /** All of this as a sentence for people. */
  readonly sentence: string;
}

/** What became worse since an earlier comparison. */
export interface Regressions {
  /** In the order of the earlier tasks and losses; empty where nothing is worse than it was. */
  readonly regressions: readonly Regression[];
  /** How many losses were compared, over all tasks. */
  readonly compared: number;
  /** Sentences about what could not be compared, or only with a reservation. */
  readonly notes: readonly string[];
}
