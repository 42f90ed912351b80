import { DECAY, LEARNING_RATE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { describedBy, type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';
import { scaleByAdamax } from './transforms/scaleByAdamax.ts';

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
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015, section 7.1, arXiv:1412.6980
 */
export function adamax(options: AdamaxOptions): Optimizer {
  validateOptions('adamax', options, {
    learningRate: LEARNING_RATE,
    beta1: optional(DECAY),
    beta2: optional(DECAY),
    epsilon: optional(POSITIVE),
  });
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const config = { beta1, beta2, epsilon };
  return describedBy(makeOptimizer('adamax', learningRate, scaleByAdamax(config)), config);
}
