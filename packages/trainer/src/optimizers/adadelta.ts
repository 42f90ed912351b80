import { DECAY, LEARNING_RATE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { describedBy, type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';
import { scaleByAdadelta } from './transforms/scaleByAdadelta.ts';

/** Options of {@link adadelta}. */
export interface AdadeltaOptions {
  /** Factor of the method's own step, ≥ 0, or a schedule. Default 1, as in the paper. */
  readonly learningRate?: LearningRate;
  /** Decay of both running means, 0 ≤ rho < 1. Default 0.9. */
  readonly rho?: number;
  /** Added under both roots, > 0. Default 1e-6. */
  readonly epsilon?: number;
}

/**
 * AdaDelta: Δ = √(E[Δ²] + ε) / √(E[g²] + ε) · g, θ ← θ − learningRate · Δ, as PyTorch and Optax.
 *
 * Keras and tfjs have learning rate 0.001, rho 0.95 and ε 1e-7, which is far slower.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see M. D. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012, arXiv:1212.5701
 */
export function adadelta(options: AdadeltaOptions = {}): Optimizer {
  validateOptions('adadelta', options, {
    learningRate: optional(LEARNING_RATE),
    rho: optional(DECAY),
    epsilon: optional(POSITIVE),
  });
  const { learningRate = 1, rho = 0.9, epsilon = 1e-6 } = options;
  return describedBy(makeOptimizer('adadelta', learningRate, scaleByAdadelta(rho, epsilon)), {
    rho,
    epsilon,
  });
}
