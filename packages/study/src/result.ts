import type { ErrorCode } from '@losskit/errors';
import type { DataOrigin, FigureName, KindName, Sampling } from '@losskit/tasks';

import type { AcrossTasks } from './across/AcrossTasksResult.ts';
import type { Explanation } from './explain/Explanation.ts';
import type { ComparisonConfig } from './RecordedConfig.ts';
import type { RunRecord } from './RunRecord.ts';
import type { StressResult } from './stress/StressResult.ts';
import type { Verdict } from './Verdict.ts';

/** A mean over seeds with its 95 % interval, which stays within the metric's bounds; null where no seed has a value. */
export interface Estimate {
  readonly mean: number | null;
  readonly median: number | null;
  /** Null where fewer than two seeds have a value. */
  readonly low: number | null;
  readonly high: number | null;
  /** One value per seed, in the order of `config.seeds`; a run that failed has the trivial model's, null where that is unknown. */
  readonly values: readonly (number | null)[];
}

/** A paired difference in the task's ranking metric. */
export interface Difference {
  /** Mean over the seeds of (this loss − the other), in the metric's own unit and direction. */
  readonly mean: number;
  /** Simultaneous over all losses of the task: it excludes 0 exactly where the difference is beyond chance. */
  readonly low: number;
  readonly high: number;
  /** Of seeing a difference as large among as many losses that are equally good. */
  readonly pValue: number;
}

/** The difference to the loss that was named as baseline before anything was run, so without selection. */
export interface BaselineDifference extends Difference {
  /** `as good` where the interval lies within the margin on both sides. */
  readonly verdict: 'better' | 'as good' | 'worse' | 'undecided';
}

/** Runs of a loss that diverged, could not be judged, or were no better than the trivial model. */
export interface Failures {
  readonly runs: number;
  /** Clopper–Pearson interval of the fraction of runs that fail. */
  readonly low: number;
  readonly high: number;
  /** What became of the first of them; empty where none failed. */
  readonly reason: string;
}

/** A learning rate, with options where these are tuned, and how it did on the seeds of the search. */
export interface Candidate {
  /** Name of the loss with the options that were tried. */
  readonly loss: string;
  readonly learningRate: number;
  /** The selection metric on the validation part, one per seed of the search that it was given; null where the run has none. */
  readonly scores: readonly (number | null)[];
  /**
   * Their mean; null where a run has none. Of a candidate that was given fewer seeds than the chosen one: the mean of that, and the
   * difference on the seeds that both were given.
   */
  readonly score: number | null;
}

/** How the learning rate of a loss was found, and how much it matters. */
export interface Search {
  /** By loss, the learning rate rising. */
  readonly candidates: readonly Candidate[];
  /** Lowest and highest learning rate of those next to the chosen one whose score is within 5 % of the best. */
  readonly range: readonly [lowest: number, highest: number];
  /** log10 of their ratio. */
  readonly decades: number;
  /** Share of the runs that have no score: they diverged, failed, or had not come to rest. */
  readonly failedShare: number;
  /** Whether the chosen rate is still the lowest or the highest that was tried, and better than its neighbour. */
  readonly atEdge: boolean;
}

/** A linear model's exact minimiser on the same rows, beside what was trained. */
export interface ExactFit {
  /** The ranking metric of the exact minimiser on the test part, one per seed. */
  readonly values: readonly number[];
  readonly mean: number;
  /** The largest relative excess of the training loss over its minimum, over the seeds. */
  readonly excess: number;
}

/** What one loss reached on one task. */
export interface LossResult {
  /** Name of the loss, with options and penalties: `huber:delta=0.2`, `meanSquaredError+l2Penalty`. */
  readonly loss: string;
  /** 1 is best. Losses that are the same share a rank. */
  readonly rank: number;
  readonly verdict: Verdict;
  /** The verdict as a sentence for people. */
  readonly explanation: string;
  /** The better-ranked loss that trains the same weights in every seed, and counts as one with this; null where none does. */
  readonly sameAs: string | null;
  /** The learning rate that the search chose for this loss. */
  readonly learningRate: number;
  /** Seeds that were run: fewer than those of the study where a race stopped it. */
  readonly seeds: number;
  readonly failures: Failures;
  /** To the best loss; null for the best itself, for one seed, and where the verdict compares nothing. */
  readonly difference: Difference | null;
  /** Where undecided: the seeds that would tell if differences stay as they are; null where more seeds cannot tell. */
  readonly seedsToTell: number | null;
  /** To the baseline; null where none was named or this is it. */
  readonly againstBaseline: BaselineDifference | null;
  /** Null where the minimiser is not known. */
  readonly exact: ExactFit | null;
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly search: Search;
}

/** A look at the seeds so far, which stops what is told. */
export interface Look {
  readonly seeds: number;
  /** Of all claims that are made here together. */
  readonly level: number;
  /** Losses that were compared, equal ones counted once. */
  readonly losses: number;
  /** Losses that stopped here, being worse. */
  readonly stopped: readonly string[];
}

/** Models trained with one loss, evaluated by others. */
export interface CrossMatrix {
  /** Losses without penalties, in the order of the ranking. */
  readonly evaluatedBy: readonly string[];
  /** By loss trained with: mean loss on the test part over the seeds, one per entry of `evaluatedBy`; null where it is not finite. */
  readonly rows: readonly { readonly trainedWith: string; readonly values: readonly (number | null)[] }[];
}

/** A run that came to nothing because the machine failed: its process was killed, crashed or had no memory. */
export interface LostRun {
  readonly loss: string;
  readonly seed: number;
  readonly learningRate: number;
  readonly code: Extract<ErrorCode, 'process-died' | 'out-of-memory'>;
  /** One sentence. */
  readonly reason: string;
}

/**
 * What the verdicts of a task come to. `clear`: every other loss is behind, beyond chance; `within margin`: choosing the recommended one costs
 * no more than the margin; `open`: it can cost more. `none finished`: each failed or did not converge; `none learned`: each failed or was no
 * better than the trivial model; `only comparable`: no other converged.
 */
export type Conclusion =
  | 'clear'
  | 'within margin'
  | 'open'
  | 'one seed'
  | 'only loss'
  | 'same weights'
  | 'only comparable'
  | 'others failed'
  | 'nothing to compare'
  | 'none converged'
  | 'none finished'
  | 'none learned';

/** What would change a conclusion, as far as the verdicts say. */
export type Change =
  /** So many seeds would tell, if the differences stay as they are. */
  | { readonly by: 'seeds'; readonly seeds: number }
  /** More seeds cannot tell, as they share data. */
  | { readonly by: 'data' }
  /** These had not converged. */
  | { readonly by: 'longer training'; readonly losses: readonly string[] }
  /** Below this margin it would be open. */
  | { readonly by: 'smaller margin'; readonly margin: number }
  /** From this margin on, the nearest loss would be as good. */
  | { readonly by: 'larger margin'; readonly loss: string; readonly margin: number };

/** The comparison of all losses on one task. */
export interface TaskResult {
  readonly task: string;
  /** The kind of target. */
  readonly kind: KindName;
  /** How the data of two seeds relate. */
  readonly sampling: Sampling;
  /** What a report draws of the trained models. */
  readonly figures: readonly FigureName[];
  /** The metric that ranks. */
  readonly metric: string;
  readonly higherIsBetter: boolean;
  /** The metric that chose the learning rates, on the validation part. */
  readonly selectionMetric: string;
  /** Whether each metric of the panel is better when higher. */
  readonly metrics: readonly { readonly name: string; readonly higherIsBetter: boolean }[];
  readonly origin: DataOrigin;
  /** Rows in each part. */
  readonly parts: { readonly train: number; readonly validation: number; readonly test: number };
  /** The metrics on the test part of the best model that looks at no input, means over the seeds. */
  readonly trivial: Readonly<Record<string, number>>;
  /** A difference in the ranking metric that matters, in its unit. */
  readonly margin: number;
  /** The steps in which the ranking metric moves: 1 / test rows where it counts rows, else 0. */
  readonly resolution: number;
  /** Looks at the seeds, in their order; one where nothing is raced. */
  readonly looks: readonly Look[];
  /** Runs that the looks saved, of those that all losses on all seeds would have taken. */
  readonly saved: { readonly runs: number; readonly of: number };
  /** The loss to use; null where nothing was learned. */
  readonly recommended: string | null;
  /** What choosing it instead of the true best can cost at most, in the unit of the metric; null where that is not known. */
  readonly costAtMost: number | null;
  /** The loss that was named as baseline; null where none was. */
  readonly baseline: string | null;
  /** What the verdicts come to. */
  readonly conclusion: Conclusion;
  /** Null where the verdicts don't say. */
  readonly wouldChange: Change | null;
  /** Two sentences at most: which loss to use and what it can cost to be wrong, and what would change that. */
  readonly answer: string;
  /** The sentences after it: what is as good, what is worse, what is undecided. */
  readonly summary: string;
  /** Best first. */
  readonly results: readonly LossResult[];
  /**
   * Runs that the machine has lost; absent where there are none. A loss that misses one is not in `results`: what is missing says
   * nothing of it. The same comparison in the same folder goes on with them.
   */
  readonly lost?: readonly LostRun[];
  /** Why losses differ; absent where that was not asked for. */
  readonly explanation?: Explanation;
  readonly crossMatrix: CrossMatrix;
}

/** A task that could not be compared, and why. */
export interface TaskProblem {
  readonly task: string;
  readonly code: string;
  readonly message: string;
}

/** A model, loss or data that train, but likely not as they were meant. */
export interface TaskWarning {
  readonly task: string;
  /** A stable word, as those of the trainer's warnings. */
  readonly code: string;
  /** The sentence of the first loss. */
  readonly message: string;
  readonly losses: readonly string[];
}

/** What `compare --json` prints. Holds no clock time: the same command gives the same bytes. */
export interface Comparison {
  readonly version: 2;
  readonly config: ComparisonConfig;
  readonly tasks: readonly TaskResult[];
  /** Absent where fewer than two tasks share two losses. */
  readonly across?: AcrossTasks;
  /** How losses bear training that is made worse; absent where none was. */
  readonly stress?: readonly StressResult[];
  /** What training warned of; absent where it did of nothing. */
  readonly warnings?: readonly TaskWarning[];
  /** Tasks that are missing above; absent where none is. */
  readonly problems?: readonly TaskProblem[];
}

/** What the figures of a task are drawn on. */
export interface TaskPreview {
  readonly task: string;
  /** Regression: names of the features and the target. */
  readonly featureNames?: readonly string[];
  readonly targetName?: string;
  /** Regression: the truth where it is known. */
  readonly truth?: { readonly intercept: number; readonly coefficients: readonly number[] };
  /** Regression: rows of the first seed's training part (at most 400), original units. */
  readonly points?: readonly {
    readonly features: readonly number[];
    readonly target: number;
    readonly outlier: boolean;
  }[];
  /** Classification: names in label order. */
  readonly classNames?: readonly string[];
  /** Classification: some training pictures (at most 8 a class) as PNG data URIs. */
  readonly samples?: readonly { readonly label: number; readonly picture: string }[];
}

/** All that a report is made of: plain data, as the run store holds it. */
export interface StudyResult {
  readonly comparison: Comparison;
  /** The runs with the chosen learning rates, one per task, loss and seed that was run. */
  readonly runs: readonly RunRecord[];
  readonly previews: readonly TaskPreview[];
  /** Seconds of wall time; not part of the comparison, because no two runs agree on them. */
  readonly timings: {
    readonly total: number;
    readonly runs: readonly {
      readonly task: string;
      readonly loss: string;
      readonly seed: number;
      readonly seconds: number;
    }[];
  };
}
