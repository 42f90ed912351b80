export type FloatArray = Float32Array | Float64Array;

/** What the batches of all kinds may carry. */
export interface WeightedBatch {
  /**
   * One weight per row, at least 0; 1 by default. A whole weight counts as that many rows with the same
   * content, 0 as none.
   */
  readonly weights?: FloatArray;
}

/**
 * Predictions of a regression model: `predicted[i]` belongs to `targets[i]`, both in original units. With
 * several outputs both are row-major [rows, columns].
 */
export interface RegressionBatch extends WeightedBatch {
  readonly targets: FloatArray;
  readonly predicted: FloatArray;
  /** Outputs per row; 1 by default. */
  readonly columns?: number;
}

/** Predictions of a classifier: `probabilities` is row-major [rows, classes], each row summing to 1. */
export interface ClassificationBatch extends WeightedBatch {
  readonly labels: Int32Array;
  readonly probabilities: FloatArray;
  readonly classes: number;
}

/**
 * A class per place of a grid, such as the pixels of pictures; each place is a row, those of one picture
 * together. A weight says how much a place counts within its picture.
 */
export interface MaskBatch extends ClassificationBatch {
  /** Places per picture. */
  readonly places: number;
}

/**
 * Answers to several yes-or-no questions per row: both arrays are row-major [rows, labels], `targets` are 0
 * or 1.
 */
export interface MultilabelBatch extends WeightedBatch {
  readonly targets: Uint8Array | Float32Array;
  readonly probabilities: FloatArray;
  readonly labels: number;
}

/** Predictions of counts or amounts: `rates[i] > 0` is the expectation of `targets[i] ≥ 0`. */
export interface CountsBatch extends WeightedBatch {
  readonly targets: FloatArray;
  readonly rates: FloatArray;
}

/**
 * Rows placed in a space: `embeddings` is row-major [rows, components], `labels` are any class ids. A weight
 * says how much a row counts when its neighbours are judged.
 */
export interface EmbeddingBatch extends WeightedBatch {
  readonly labels: Int32Array;
  readonly embeddings: FloatArray;
  readonly components: number;
}

/** Predictions of sequences of labels, of any lengths: `predicted[i]` belongs to `targets[i]`. */
export interface SequenceBatch extends WeightedBatch {
  readonly targets: readonly (readonly number[])[];
  readonly predicted: readonly (readonly number[])[];
}

/**
 * Predictions of a mean and a variance per target, in the target's unit and its square: normal distributions.
 */
export interface DistributionBatch extends WeightedBatch {
  readonly targets: FloatArray;
  readonly means: FloatArray;
  readonly variances: FloatArray;
}

/** Predictions of texts: `predicted[i]` belongs to `targets[i]`. */
export interface TextBatch extends WeightedBatch {
  readonly targets: readonly string[];
  readonly predicted: readonly string[];
}

/**
 * Ranked lists, of any lengths and each a row: item j of list i has `relevances[i][j] ≥ 0` and
 * `scores[i][j]`.
 */
export interface RankingBatch extends WeightedBatch {
  readonly relevances: readonly FloatArray[];
  /** The larger, the nearer to the top. */
  readonly scores: readonly FloatArray[];
}

/**
 * Predictions of survival: at `times[i]` the event came (`events[i]` is 1), or the row was last seen without
 * it (0).
 */
export interface SurvivalBatch extends WeightedBatch {
  readonly times: FloatArray;
  readonly events: Uint8Array | Float32Array;
  /** The larger, the sooner the event is expected: a log hazard, or a survival time times −1. */
  readonly risks: FloatArray;
}

/**
 * An evaluation metric: `create` opens an empty state, `update` folds batches in, `compute` reads the value.
 *
 * Folding any split of the data gives what the whole data gives; a metric is never the mean of batch means.
 * `compute` of an empty state is NaN.
 */
export interface Metric<Batch, Name extends string = string> {
  readonly name: Name;
  readonly higherIsBetter: boolean;
  /** The smallest and the largest value that are possible. */
  readonly bounds?: readonly [lowest: number, highest: number];
  /**
   * Whether the value is a fraction of rows, or a mean of such: it moves in steps of about 1 / rows, so that
   * smaller differences of two models are beyond its resolution. Default false.
   */
  readonly countsRows?: boolean;
  readonly create: () => MetricState<Batch>;
  /** Where the metric has options: the same metric with others, under a name that says them. */
  with?(options: object): Metric<Batch>;
}

export interface MetricState<Batch, Value = number> {
  update(batch: Batch): void;
  compute(): Value;
}
