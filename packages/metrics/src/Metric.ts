/** Predictions of a regression model: `predicted[i]` belongs to `targets[i]`, both in original units. */
export interface RegressionBatch {
  readonly targets: Float32Array | Float64Array;
  readonly predicted: Float32Array | Float64Array;
}

/** Predictions of a classifier: `probabilities` is row-major [rows, classes], each row summing to 1. */
export interface ClassificationBatch {
  readonly labels: Int32Array;
  readonly probabilities: Float32Array | Float64Array;
  readonly classes: number;
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
  readonly create: () => MetricState<Batch>;
}

export interface MetricState<Batch> {
  update(batch: Batch): void;
  compute(): number;
}
