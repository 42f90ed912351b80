import { LEARNING_RATE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';

/** Options of {@link sgd}. */
export interface SgdOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
}

/**
 * Stochastic gradient descent: θ ← θ − learningRate · g.
 *
 * @throws RangeError if the learning rate is negative or not finite.
 * @see H. Robbins and S. Monro, A Stochastic Approximation Method, 1951, doi:10.1214/aoms/1177729586
 */
export function sgd(options: SgdOptions): Optimizer {
  validateOptions(
    'sgd',
    options,
    { learningRate: LEARNING_RATE },
    { momentum: 'momentum', nesterov: 'momentum', dampening: 'momentum' },
  );
  const { learningRate } = options;
  return makeOptimizer('sgd', learningRate);
}
