type FloatArray = Float32Array | Float64Array;

/**
 * Predictions of a regression model: `predicted[i]` belongs to `targets[i]`, both in original units. With
 * several outputs both are row-major [rows, columns].
 */
export interface RegressionBatch {
  readonly targets: FloatArray;
  readonly predicted: FloatArray;
  /** Outputs per row; 1 by default. */
  readonly columns?: number;
}

/** Predictions of a classifier: `probabilities` is row-major [rows, classes], each row summing to 1. */
export interface ClassificationBatch {
  readonly labels: Int32Array;
  readonly probabilities: FloatArray;
  readonly classes: number;
}

/**
 * Answers to several yes-or-no questions per row: both arrays are row-major [rows, labels], `targets` are 0
 * or 1.
 */
export interface MultilabelBatch {
  readonly targets: Uint8Array | Float32Array;
  readonly probabilities: FloatArray;
  readonly labels: number;
}

/** Predictions of counts: `rates[i] > 0` is the expectation of `targets[i] ≥ 0`. */
export interface CountsBatch {
  readonly targets: FloatArray;
  readonly rates: FloatArray;
}

/** Rows placed in a space: `embeddings` is row-major [rows, components], `labels` are any class ids. */
export interface EmbeddingBatch {
  readonly labels: Int32Array;
  readonly embeddings: FloatArray;
  readonly components: number;
}

/** Predictions of sequences of labels, of any lengths: `predicted[i]` belongs to `targets[i]`. */
export interface SequenceBatch {
  readonly targets: readonly (readonly number[])[];
  readonly predicted: readonly (readonly number[])[];
}

/**
 * Predictions of a mean and a variance per target, in the target's unit and its square: normal distributions.
 */
export interface DistributionBatch {
  readonly targets: FloatArray;
  readonly means: FloatArray;
  readonly variances: FloatArray;
}

/**
 * An evaluation metric: `create` opens an empty state, `update` folds batches in, `compute` reads the value.
 *
 * Folding any split of the data gives what the whole data gives; a metric is never the mean of batch means.
 * `compute` of an empty state is NaN.
 */
export interface Metric<Batch> {
  readonly name: string;
  readonly higherIsBetter: boolean;
  /** The smallest and the largest value that are possible. */
  readonly bounds?: readonly [lowest: number, highest: number];
  /**
   * Whether the value is a fraction of rows, or a mean of such: it moves in steps of about 1 / rows, so that smaller
   * differences of two models are beyond its resolution. Default false.
   */
  readonly countsRows?: boolean;
  readonly create: () => MetricState<Batch>;
}

export interface MetricState<Batch, Value = number> {
  update(batch: Batch): void;
  compute(): Value;
}
