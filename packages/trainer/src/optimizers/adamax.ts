import {
  checkDecay,
  checkPositive,
  describedBy,
  type LearningRate,
  makeOptimizer,
  type Optimizer,
} from './Optimizer.ts';
import { scaleByAdamax } from './scaleByAdamax.ts';

/** Options of {@link adamax}. */
export interface AdamaxOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Decay of the mean of gradients, 0 ≤ beta1 < 1. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the largest gradient, 0 ≤ beta2 < 1. Default 0.999. */
  readonly beta2?: number;
  /** Added to |g|, > 0. Default 1e-8. */
  readonly epsilon?: number;
}

/**
 * AdaMax: u ← max(β₂ u, |g| + ε), θ ← θ − learningRate · m̂ / u, as PyTorch and Optax.
 *
 * The paper has no ε; Keras and tfjs add theirs to u in the division.
 *
 * @throws RangeError if a number is out of range.
 * @see D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015, section 7.1, arXiv:1412.6980
 */
export function adamax({
  learningRate,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: AdamaxOptions): Optimizer {
  checkDecay('adamax', 'beta1', beta1);
  checkDecay('adamax', 'beta2', beta2);
  checkPositive('adamax', 'epsilon', epsilon);
  const config = { beta1, beta2, epsilon };
  return describedBy(makeOptimizer('adamax', learningRate, scaleByAdamax(config)), config);
}
