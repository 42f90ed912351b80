import type * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch, Batch } from '../model/Batch.ts';
import type { Tensors } from '../model/NamedTensors.ts';

/**
 * An evaluation metric that takes batches and gives one value for all of them, such as those of
 * `@losskit/metrics`.
 */
export interface FoldedMetric<MetricBatch, Name extends string = string> {
  readonly name: Name;
  readonly higherIsBetter: boolean;
  create(): { update(batch: MetricBatch): void; compute(): number };
}

/** Metrics on their way through a validation set. */
export interface MetricFolds {
  update(batch: AnyBatch, outputs: Tensors): Promise<void>;
  compute(): Record<string, number>;
}

/** Metrics, and how a batch becomes theirs. */
export interface ValidationMetrics<Name extends string = string> {
  readonly directions: Readonly<Record<Name, 'min' | 'max'>>;
  /**
   * What `update` takes of the model's outputs, such as probabilities: of tensor operations alone, computed along with
   * them. Default: the outputs themselves.
   */
  prepare?(outputs: Tensors): Tensors;
  create(): MetricFolds;
}

/**
 * Metrics for validation, each computed over the whole set and never averaged over batches.
 *
 * @param toMetricBatch - What the metrics take, out of a batch and the model's outputs for it.
 * @example
 * ```ts
 * import { rmse } from '@losskit/metrics';
 * const metrics = foldMetrics([rmse], async ({ targets }, outputs) => ({
 *   targets: await targets.data<'float32'>(),
 *   predicted: await outputs.data<'float32'>(),
 * }));
 * ```
 */
export function foldMetrics<
  MetricBatch,
  Outputs extends Tensors = tf.Tensor,
  Targets extends Tensors = tf.Tensor,
  Name extends string = string,
>(
  metrics: readonly FoldedMetric<MetricBatch, Name>[],
  toMetricBatch: (batch: Batch<Tensors, Targets>, outputs: Outputs) => MetricBatch | Promise<MetricBatch>,
): ValidationMetrics<Name>;
export function foldMetrics<MetricBatch, Outputs extends Tensors, Targets extends Tensors>(
  metrics: readonly FoldedMetric<MetricBatch>[],
  toMetricBatch: (batch: Batch<Tensors, Targets>, outputs: Outputs) => MetricBatch | Promise<MetricBatch>,
): ValidationMetrics {
  return {
    directions: Object.fromEntries(
      metrics.map(({ name, higherIsBetter }) => [name, higherIsBetter ? 'max' : 'min']),
    ),
    create() {
      const folds = metrics.map((metric) => ({ name: metric.name, fold: metric.create() }));
      return {
        async update(batch: Batch<Tensors, Targets>, outputs: Outputs) {
          const metricBatch = await toMetricBatch(batch, outputs);
          for (const { fold } of folds) fold.update(metricBatch);
        },
        compute: () => Object.fromEntries(folds.map(({ name, fold }) => [name, fold.compute()])),
      };
    },
  };
}
