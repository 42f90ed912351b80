import type { StressName } from '@losskit/tasks';

/** What one loss reached at one level. */
export interface StressPoint {
  readonly level: number;
  /** Of the ranking metric on the clean test part; null where no run has one. */
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** A mean over the seeds with its interval. */
export interface StressSlope {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The level at which a loss breaks down. Null stands for beyond the levels, or for one seed, which has no interval. */
export interface Breakdown {
  /** By its mean. */
  readonly at: number | null;
  /** Where the worse end of its interval is as far: it may break down from here on. */
  readonly from: number | null;
  /** Where the better end of its interval is as far: it surely has broken down. */
  readonly to: number | null;
}

/** How one loss bears it. */
export interface StressedLoss {
  readonly loss: string;
  /** By level, the cleanest first. */
  readonly points: readonly StressPoint[];
  /** By how much the metric changes with the level, in the unit of `slopePer`; null where fewer than two seeds have all levels. */
  readonly slope: StressSlope | null;
  /**
   * The first level at which it is worse than at the cleanest by more than the margin, with paired ranges that hold for all levels of
   * the loss together; null where it is at none.
   */
  readonly worseFrom: number | null;
  /**
   * Where it has lost half of what it has over a model that looks at no input, between two levels by a straight line; null where not even
   * its interval reaches so far.
   */
  readonly breaksDown: Breakdown | null;
}

/** One way in which training was made worse on one task, level by level. */
export interface StressResult {
  readonly task: string;
  readonly stress: StressName;
  /** What a level is, in words. */
  readonly level: string;
  /** The cleanest first. */
  readonly levels: readonly number[];
  readonly metric: string;
  readonly higherIsBetter: boolean;
  /** The metric of a model that looks at no input. */
  readonly trivial: number;
  readonly margin: number;
  /** What a slope is per: a level of 1, or a level of ten times as much. */
  readonly slopePer: 1 | '×10';
  /** In the order of the cleanest level's ranking. */
  readonly losses: readonly StressedLoss[];
}
