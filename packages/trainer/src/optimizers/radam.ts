import { DECAY, LEARNING_RATE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { describedBy, type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';
import { RADAM_BETA_2, scaleByRadam } from './transforms/scaleByRadam.ts';

/** Options of {@link radam}. */
export interface RadamOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Decay of the mean of gradients, 0 ≤ beta1 < 1. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients, 0.6 < beta2 < 1. Default 0.999. */
  readonly beta2?: number;
  /** Added to √v̂ after bias correction, > 0. Default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Adam whose adaptive part waits until the variance of 1/√v̂ is finite, and is rectified from then on:
 *
 *     θ ← θ − learningRate · rₜ · m̂ / (√v̂ + ε) if ρₜ > 5, else θ − learningRate · m̂
 *     ρ∞ = 2 / (1 − β₂) − 1, ρₜ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
 *     rₜ = √((ρₜ − 4)(ρₜ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρₜ))
 *
 * As Optax; PyTorch adds ε before the bias correction. The paper's threshold is 4.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see L. Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, 2020, arXiv:1908.03265
 */
export function radam(options: RadamOptions): Optimizer {
  validateOptions('radam', options, {
    learningRate: LEARNING_RATE,
    beta1: optional(DECAY),
    beta2: optional(RADAM_BETA_2),
    epsilon: optional(POSITIVE),
  });
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const config = { beta1, beta2, epsilon };
  return describedBy(makeOptimizer('radam', learningRate, scaleByRadam(config)), config);
}
