import {
  checkDecay,
  checkNotNegative,
  checkPositive,
  describedBy,
  type LearningRate,
  makeOptimizer,
  type Optimizer,
} from './Optimizer.ts';
import { scaleByNadam } from './scaleByNadam.ts';

/** Options of {@link nadam}. */
export interface NadamOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Decay of the mean of gradients, 0 ≤ beta1 < 1. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients, 0 ≤ beta2 < 1. Default 0.999. */
  readonly beta2?: number;
  /** Added to √v̂ after bias correction, > 0. Default 1e-8. */
  readonly epsilon?: number;
  /** ψ ≥ 0, how fast the momentum rises from β₁/2 to β₁. Default 0.004. */
  readonly momentumDecay?: number;
}

/**
 * Adam that looks ahead along its momentum μₜ = β₁ (1 − ½ · 0.96^(t ψ)), as PyTorch:
 *
 *     θ ← θ − learningRate · (μₜ₊₁ m / (1 − μ₁…μₜ₊₁) + (1 − μₜ) g / (1 − μ₁…μₜ)) / (√v̂ + ε)
 *
 * Keras has ψ 1; Optax's `nadam` keeps μ at β₁.
 *
 * @throws RangeError if a number is out of range.
 * @see T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop 2016,
 *   https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ
 */
export function nadam({
  learningRate,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  momentumDecay = 0.004,
}: NadamOptions): Optimizer {
  checkDecay('nadam', 'beta1', beta1);
  checkDecay('nadam', 'beta2', beta2);
  checkPositive('nadam', 'epsilon', epsilon);
  checkNotNegative('nadam', 'momentumDecay', momentumDecay);
  const config = { beta1, beta2, epsilon, momentumDecay };
  return describedBy(makeOptimizer('nadam', learningRate, scaleByNadam(config)), config);
}
