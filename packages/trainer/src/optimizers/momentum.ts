import { rangeError } from '@losskit/errors';

import { DECAY, FLAG, LEARNING_RATE, MOMENTUM, optional } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import {
  describedBy,
  type LearningRate,
  type Momentum,
  makeOptimizer,
  type Optimizer,
  withMomentum,
} from './Optimizer.ts';
import { scaleByMomentum } from './transforms/scaleByMomentum.ts';

/** Options of {@link momentum}. */
export interface MomentumOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Fraction of the running sum that is kept each step, 0 ≤ momentum < 1, or a schedule. Default 0.9. */
  readonly momentum?: Momentum;
  /** Look ahead along the running sum (Nesterov). Default false. */
  readonly nesterov?: boolean;
  /** How much of each gradient but the first is left out of the sum, 0 ≤ dampening < 1; 0 with Nesterov. Default 0. */
  readonly dampening?: number;
}

/**
 * Gradient descent with momentum: b ← momentum · b + (1 − dampening) · g, θ ← θ − learningRate · b, as PyTorch's
 * `SGD`: the first step takes all of g, and with momentum 0 nothing is dampened.
 *
 * Keras folds the learning rate into b, which differs only while the rate changes.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see B. T. Polyak, 1964, doi:10.1016/0041-5553(64)90137-5; I. Sutskever et al., On the importance of
 *   initialization and momentum in deep learning, ICML 2013
 */
export function momentum(options: MomentumOptions): Optimizer {
  validateOptions('momentum', options, {
    learningRate: LEARNING_RATE,
    momentum: optional(MOMENTUM),
    nesterov: optional(FLAG),
    dampening: optional(DECAY),
  });
  const { learningRate, momentum: decay = 0.9, nesterov = false, dampening = 0 } = options;
  if (nesterov && dampening > 0) throw rangeError('momentum', 'dampening 0 with nesterov', dampening);
  const fixed = typeof decay === 'number' ? decay : 'scheduled';
  const optimizer = makeOptimizer('momentum', learningRate, scaleByMomentum(fixed, nesterov, dampening));
  return describedBy(withMomentum(optimizer, decay), {
    momentum: decay,
    nesterov,
    dampening: dampening || undefined,
  });
}
