import { checkOptions, rangeError } from '@losskit/errors';

/** How {@link classBalancedWeights} counts. */
export interface ClassBalancedOptions {
  /** How much the rows of a class are worth beyond the first, at least 0 and below 1. Default 0.999. */
  readonly beta?: number;
}

const WHERE = 'classBalancedWeights';

/**
 * Weights for the `classWeights` of a loss from how many rows each class has: one over the effective number of rows.
 *
 *     w_c ∝ (1 - beta) / (1 - beta^n_c)
 *
 * With beta 0 every class counts the same, towards 1 each by one over its count; between, rows of a class that has
 * many repeat each other. The weights of the classes that have rows add up to the number of these; a class without
 * rows has weight 0.
 *
 * @param counts - Rows of each class in the training data, at least 0.
 * @throws RangeError for a count below 0 or not finite, a beta out of range, or an unknown option.
 * @example
 * ```ts
 * import { crossEntropy } from '@losskit/losses';
 * import { classBalancedWeights } from '@losskit/losses/factories';
 *
 * classBalancedWeights([1, 3], { beta: 0.5 }); // [1.272727, 0.727273]
 * const loss = crossEntropy.with({ classWeights: classBalancedWeights([900, 100]) });
 * ```
 * @see Y. Cui et al., Class-Balanced Loss Based on Effective Number of Samples, 2019,
 *   doi:10.1109/CVPR.2019.00949, arXiv:1901.05555
 */
export function classBalancedWeights(
  counts: readonly number[] | Int32Array | Float32Array,
  options: ClassBalancedOptions = {},
): number[] {
  checkOptions(WHERE, options, ['beta']);
  const { beta = 0.999 } = options;
  if (!(beta >= 0 && beta < 1)) throw rangeError(WHERE, '0 <= beta < 1', beta);
  const inverses = Array.from(counts, (count) => {
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY))
      throw rangeError(WHERE, 'finite counts >= 0', count);
    // 1 − beta^count, which would round to 0 for a beta next to 1.
    return count === 0 ? 0 : -1 / Math.expm1(count * Math.log(beta));
  });
  const total = inverses.reduce((sum, inverse) => sum + inverse, 0);
  const present = inverses.filter((inverse) => inverse > 0).length;
  return inverses.map((inverse) => (total > 0 ? (inverse * present) / total : 0));
}
