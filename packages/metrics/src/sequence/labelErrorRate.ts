import { errorRate } from './errorRate.ts';
import { sequenceMetric } from './sequenceMetric.ts';

/**
 * Label error rate: Σ edit distance of predicted and target sequence / Σ length of the targets. Of
 * texts see `wordErrorRate` and `characterErrorRate`.
 *
 * From 0 to ∞, lower is better: labels that are inserted can lift it above 1. NaN where all targets are
 * empty.
 *
 * @see A. Graves et al., Connectionist temporal classification, ICML 2006, doi:10.1145/1143844.1143891, which
 *   averages the ratios of the sequences instead
 */
export const labelErrorRate = sequenceMetric(
  { name: 'labelErrorRate', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  () => errorRate<number>(),
);
