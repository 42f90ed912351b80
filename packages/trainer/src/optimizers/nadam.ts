import { DECAY, LEARNING_RATE, NON_NEGATIVE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { describedBy, type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';
import { scaleByNadam } from './transforms/scaleByNadam.ts';

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
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop 2016,
 *   https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ
 */
export function nadam(options: NadamOptions): Optimizer {
  validateOptions('nadam', options, {
    learningRate: LEARNING_RATE,
    beta1: optional(DECAY),
    beta2: optional(DECAY),
    epsilon: optional(POSITIVE),
    momentumDecay: optional(NON_NEGATIVE),
  });
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, momentumDecay = 0.004 } = options;
  const config = { beta1, beta2, epsilon, momentumDecay };
  return describedBy(makeOptimizer('nadam', learningRate, scaleByNadam(config)), config);
}
