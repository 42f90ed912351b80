import {
  checkNotNegative,
  checkPositive,
  describedBy,
  type LearningRate,
  makeOptimizer,
  type Optimizer,
} from './Optimizer.ts';
import { scaleByAdagrad } from './scaleByAdagrad.ts';

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
 * @throws RangeError if a number is out of range.
 * @see J. Duchi et al., Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR
 *   12, 2011, https://jmlr.org/papers/v12/duchi11a.html
 */
export function adagrad({
  learningRate,
  epsilon = 1e-10,
  initialAccumulator = 0,
}: AdagradOptions): Optimizer {
  checkPositive('adagrad', 'epsilon', epsilon);
  checkNotNegative('adagrad', 'initialAccumulator', initialAccumulator);
  const optimizer = makeOptimizer('adagrad', learningRate, scaleByAdagrad(epsilon, initialAccumulator));
  return describedBy(optimizer, { epsilon, initialAccumulator });
}
