import { editDistance } from './editDistance.ts';
import { sequenceMetric } from './sequenceMetric.ts';

/**
 * Label error rate: Σ edit distance of predicted and target sequence / Σ length of the targets. Where the
 * labels are words or characters it is the word or character error rate.
 *
 * From 0 to ∞, lower is better: labels that are inserted can lift it above 1. NaN where all targets are
 * empty.
 *
 * @see A. Graves et al., Connectionist temporal classification, ICML 2006, doi:10.1145/1143844.1143891, which
 *   averages the ratios of the sequences instead
 */
export const labelErrorRate = sequenceMetric(
  { name: 'labelErrorRate', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  () => {
    let edits = 0;
    let labels = 0;
    return {
      add(target, predicted) {
        edits += editDistance(target, predicted);
        labels += target.length;
      },
      compute: () => (labels > 0 ? edits / labels : Number.NaN),
    };
  },
);
