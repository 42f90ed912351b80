import type { Metric } from './Metric.ts';

/**
 * The value of each metric on one batch, by name, in the order given.
 *
 * @example
 * ```ts
 * evaluateMetrics([rmse, meanAbsoluteError], {
 *   targets: Float32Array.of(1, 2),
 *   predicted: Float32Array.of(1, 4),
 * }); // { rmse: 1.4142135623730951, meanAbsoluteError: 1 }
 * ```
 * @throws TypeError or RangeError if the batch cannot be evaluated.
 */
export function evaluateMetrics<Batch>(
  metrics: readonly Metric<Batch>[],
  batch: Batch,
): Record<string, number> {
  return Object.fromEntries(
    metrics.map((metric) => {
      const state = metric.create();
      state.update(batch);
      return [metric.name, state.compute()];
    }),
  );
}
