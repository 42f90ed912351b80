import { LEARNING_RATE, NON_NEGATIVE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { describedBy, type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';
import { scaleByAdagrad } from './transforms/scaleByAdagrad.ts';

/** Options of {@link adagrad}. */
export interface AdagradOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Added to √s, > 0. Default 1e-10. */
  readonly epsilon?: number;
  /** Start of the sum of squared gradients, ≥ 0. Default 0. */
  readonly initialAccumulator?: number;
}

/**
 * AdaGrad: s ← s + g², θ ← θ − learningRate · g / (√s + ε), as PyTorch.
 *
 * Optax and Keras start s at 0.1 and have ε, 1e-7, inside the root.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see J. Duchi et al., Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR
 *   12, 2011, https://jmlr.org/papers/v12/duchi11a.html
 */
export function adagrad(options: AdagradOptions): Optimizer {
  validateOptions('adagrad', options, {
    learningRate: LEARNING_RATE,
    epsilon: optional(POSITIVE),
    initialAccumulator: optional(NON_NEGATIVE),
  });
  const { learningRate, epsilon = 1e-10, initialAccumulator = 0 } = options;
  const optimizer = makeOptimizer('adagrad', learningRate, scaleByAdagrad(epsilon, initialAccumulator));
  return describedBy(optimizer, { epsilon, initialAccumulator });
}
