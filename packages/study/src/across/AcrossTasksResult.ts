/** A number with its 95 % interval. */
export interface Spread {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What several tasks say together of the losses that all of them have. */
export interface AcrossTasks {
  readonly tasks: readonly string[];
  /** By rank. Scores are 0 for the trivial model and 1 for the best loss of a task. */
  readonly losses: readonly {
    readonly loss: string;
    /** Mean rank over the tasks, 1 is best. */
    readonly rank: Spread;
    /** Mean of the middle half of all scores, by a bootstrap stratified by task. */
    readonly interquartileMean: Spread;
    /** Fraction of the runs whose score is at least each of `profileAt`. */
    readonly profile: readonly number[];
  }[];
  /** Scores at which performance profiles are given. */
  readonly profileAt: readonly number[];
  /** Probability that a run with the first loss beats one with the second on a task drawn at random. */
  readonly improvement: readonly {
    readonly loss: string;
    readonly over: string;
    readonly probability: Spread;
  }[];
  /** From five tasks on: mean ranks that differ by more are beyond chance (Nemenyi, 95 %); else null. */
  readonly criticalDifference: number | null;
}
