import type { DataOrigin, FigureName, KindName, Sampling } from '@losskit/tasks';

import type { RunRecord } from './RunRecord.ts';

/** A mean over seeds with its 95 % confidence interval; null where no seed has a value. */
export interface Estimate {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** One value per seed, in the order of `config.seeds`; null where that seed diverged or failed. */
  readonly values: readonly (number | null)[];
}

/** How a loss stands to the best loss of its task. */
export type Verdict = 'best' | 'not distinguishable' | 'worse' | 'diverged' | 'failed';

/** The paired comparison with the best loss, in the task's ranking metric. */
export interface Difference {
  /**
   * Mean of (this loss − best loss) over the seeds that both finished, and its interval at the level of Holm's
   * procedure: it excludes 0 exactly if the loss is told from the best
   * (without any spread over the seeds it has no width and does not tell).
   */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** p value of the paired t test, after Holm's correction over all losses of the task. */
  readonly pValue: number;
}

/** What one loss reached on one task. */
export interface LossResult {
  /** Name of the loss, with options and penalties: `huber:delta=0.2`, `meanSquaredError+l2Penalty`. */
  readonly loss: string;
  /** 1 is best. */
  readonly rank: number;
  readonly verdict: Verdict;
  /** The verdict as a sentence for people. */
  readonly explanation: string;
  /** The learning rate that the search chose for this loss. */
  readonly learningRate: number;
  readonly difference: Difference | null;
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** The whole search: mean of the selection metric on the validation part; null where a run diverged. */
  readonly search: readonly { readonly learningRate: number; readonly score: number | null }[];
}

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
  /** One or two sentences: which loss to use, and how sure that is. */
  readonly summary: string;
  /** Best first. */
  readonly results: readonly LossResult[];
}

/** How verdicts come about, in words. */
export interface MethodWords {
  /** What the signs and words of a table mean, in one or two sentences. */
  readonly legend: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  /** What everything rests on, by heading. */
  readonly notes: Readonly<Record<string, string>>;
}

/** Everything needed to repeat a comparison. */
export interface ComparisonConfig {
  readonly tasks: readonly TaskConfig[];
  readonly losses: readonly string[];
  readonly seeds: readonly number[];
  readonly confidence: number;
  readonly method: MethodWords;
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: string;
}

/** How one task is trained; the same for each of its losses. */
export interface TaskConfig {
  readonly task: string;
  /** Where another process finds the task: built in, in a file or a module; `script` where only the script has it. */
  readonly data: Readonly<Record<string, string | readonly string[] | readonly number[]>>;
  readonly model: string;
  readonly parameters: number;
  readonly optimizer: string;
  readonly schedule: string;
  readonly batchSize: number;
  readonly epochs: number;
  readonly learningRates: readonly number[];
  /** Seeds on which every learning rate is tried; their mean score decides. */
  readonly searchSeeds: readonly number[];
  /** Where it was trained, with engine, version and threads: `wasm (tfjs 4.22.0, 1 thread)`. */
  readonly backend: string;
}

/** A task that could not be compared, and why. */
export interface TaskProblem {
  readonly task: string;
  readonly code: string;
  readonly message: string;
}

/** What `compare --json` prints. Holds no clock time: the same command gives the same bytes. */
export interface Comparison {
  readonly version: 1;
  readonly config: ComparisonConfig;
  readonly tasks: readonly TaskResult[];
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
  /** The runs with the chosen learning rates, one per task, loss and seed. */
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
