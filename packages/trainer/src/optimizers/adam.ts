import { DECAY, FLAG, LEARNING_RATE, MOMENTUM, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import {
  describedBy,
  type LearningRate,
  type Momentum,
  makeOptimizer,
  type Optimizer,
  withMomentum,
} from './Optimizer.ts';
import { adamConfig, scaleByAdam } from './transforms/scaleByAdam.ts';

/** Options of {@link adam}. */
export interface AdamOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Decay of the mean of gradients, 0 ≤ beta1 < 1, or a schedule. Default 0.9. */
  readonly beta1?: Momentum;
  /** Decay of the mean of squared gradients, 0 ≤ beta2 < 1. Default 0.999. */
  readonly beta2?: number;
  /** Added to √v̂ after bias correction, > 0. Default 1e-8. */
  readonly epsilon?: number;
  /** Take the largest v so far for v, so that a step never grows because v fell. Default false. */
  readonly amsgrad?: boolean;
}

/**
 * Adam: θ ← θ − learningRate · m̂ / (√v̂ + ε), as PyTorch and Optax.
 *
 * Keras adds ε before the bias correction, which makes it effectively larger in the first steps. `amsgrad` is as in
 * PyTorch and Keras, which take the largest v; Optax's takes the largest v̂.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015, arXiv:1412.6980; AMSGrad:
 *   S. J. Reddi et al., On the Convergence of Adam and Beyond, 2018, arXiv:1904.09237
 */
export function adam(options: AdamOptions): Optimizer {
  validateOptions(
    'adam',
    options,
    {
      learningRate: LEARNING_RATE,
      beta1: optional(MOMENTUM),
      beta2: optional(DECAY),
      epsilon: optional(POSITIVE),
      amsgrad: optional(FLAG),
    },
    { weightDecay: 'adamW', weight_decay: 'adamW' },
  );
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, amsgrad = false } = options;
  const config = adamConfig({ beta1, beta2, epsilon, amsgrad });
  const optimizer = makeOptimizer('adam', learningRate, scaleByAdam(config));
  return describedBy(withMomentum(optimizer, beta1), {
    beta1,
    beta2,
    epsilon,
    amsgrad: amsgrad || undefined,
  });
}
