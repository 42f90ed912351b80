import { DECAY, FILTER, LEARNING_RATE, NON_NEGATIVE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { describedBy, type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';
import { addDecayedWeights } from './transforms/addDecayedWeights.ts';
import { adamConfig, scaleByAdam } from './transforms/scaleByAdam.ts';
import { scaleByTrustRatio } from './transforms/scaleByTrustRatio.ts';
import { describeFilter, type VariableFilter } from './transforms/VariableFilter.ts';

/** Options of {@link lamb}. */
export interface LambOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Decay of the mean of gradients, 0 ≤ beta1 < 1. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients, 0 ≤ beta2 < 1. Default 0.999. */
  readonly beta2?: number;
  /** Added to √v̂ after bias correction, > 0. Default 1e-6. */
  readonly epsilon?: number;
  /** Decay λ of the weights, ≥ 0. Default 0.01. */
  readonly weightDecay?: number;
  /** Which variables decay. Default: those of rank 2 and more, so neither biases nor the gains of norms. */
  readonly mask?: VariableFilter;
}

/**
 * LAMB, Adam for large batches: u = m̂ / (√v̂ + ε) + λθ, θ ← θ − learningRate · ‖θ‖ / ‖u‖ · u per variable,
 * with factor 1 where a norm is 0.
 *
 * As Optax, which has λ 0 and decays every variable. PyTorch has none; Keras has λ 0 and ε 1e-7.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see Y. You et al., Large Batch Optimization for Deep Learning, 2020, arXiv:1904.00962
 */
export function lamb(options: LambOptions): Optimizer {
  validateOptions('lamb', options, {
    learningRate: LEARNING_RATE,
    beta1: optional(DECAY),
    beta2: optional(DECAY),
    epsilon: optional(POSITIVE),
    weightDecay: optional(NON_NEGATIVE),
    mask: optional(FILTER),
  });
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-6, weightDecay = 0.01, mask } = options;
  const optimizer = makeOptimizer(
    'lamb',
    learningRate,
    scaleByAdam(adamConfig({ beta1, beta2, epsilon })),
    addDecayedWeights(weightDecay, mask),
    scaleByTrustRatio(),
  );
  return describedBy(optimizer, { beta1, beta2, epsilon, weightDecay, mask: mask && describeFilter(mask) });
}
