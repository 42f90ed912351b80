import {
  DECAY,
  FILTER,
  FLAG,
  LEARNING_RATE,
  MOMENTUM,
  NON_NEGATIVE,
  optional,
  POSITIVE,
} from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import type { AdamOptions } from './adam.ts';
import { describedBy, makeOptimizer, type Optimizer, withMomentum } from './Optimizer.ts';
import { addDecayedWeights } from './transforms/addDecayedWeights.ts';
import { adamConfig, scaleByAdam } from './transforms/scaleByAdam.ts';
import { describeFilter, type VariableFilter } from './transforms/VariableFilter.ts';

/** Options of {@link adamW}. */
export interface AdamWOptions extends AdamOptions {
  /** Decay λ of the weights, ≥ 0, times the learning rate in each step. Default 0.01. */
  readonly weightDecay?: number;
  /** Which variables decay. Default: those of rank 2 and more, so neither biases nor the gains of norms. */
  readonly mask?: VariableFilter;
}

/**
 * Adam with decoupled weight decay: θ ← θ − learningRate · (m̂ / (√v̂ + ε) + λθ).
 *
 * The same update as in PyTorch, Optax and Keras, where λ is 0.01, 0.0001 and 0.004; these decay every
 * variable unless told otherwise. The paper's λ is not multiplied by the learning rate, only by its schedule.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @example
 * ```ts
 * adamW({ learningRate: 1e-3, weightDecay: 0.05, mask: /kernel$/ });
 * ```
 * @see I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, 2019, arXiv:1711.05101
 */
export function adamW(options: AdamWOptions): Optimizer {
  validateOptions('adamW', options, {
    learningRate: LEARNING_RATE,
    beta1: optional(MOMENTUM),
    beta2: optional(DECAY),
    epsilon: optional(POSITIVE),
    amsgrad: optional(FLAG),
    weightDecay: optional(NON_NEGATIVE),
    mask: optional(FILTER),
  });
  const {
    learningRate,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-8,
    amsgrad = false,
    weightDecay = 0.01,
    mask,
  } = options;
  const config = adamConfig({ beta1, beta2, epsilon, amsgrad });
  const links = [scaleByAdam(config), addDecayedWeights(weightDecay, mask)];
  const optimizer = withMomentum(makeOptimizer('adamW', learningRate, ...links), beta1);
  return describedBy(optimizer, {
    beta1,
    beta2,
    epsilon,
    amsgrad: amsgrad || undefined,
    weightDecay,
    mask: mask && describeFilter(mask),
  });
}
