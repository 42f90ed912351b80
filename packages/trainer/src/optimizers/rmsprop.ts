import { DECAY, FLAG, LEARNING_RATE, optional, POSITIVE } from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { describedBy, type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';
import { scaleByDeviation } from './transforms/scaleByDeviation.ts';
import { scaleByMomentum } from './transforms/scaleByMomentum.ts';
import { scaleByRms } from './transforms/scaleByRms.ts';

/** Options of {@link rmsprop}. */
export interface RmspropOptions {
  /** Step length, ≥ 0, or a schedule. */
  readonly learningRate: LearningRate;
  /** Decay of the mean of squared gradients, 0 ≤ decay < 1. Default 0.99. */
  readonly decay?: number;
  /** Added to the root, > 0. Default 1e-8. */
  readonly epsilon?: number;
  /** Divide by the deviation of the gradients instead of their root mean square. Default false. */
  readonly centered?: boolean;
  /** Fraction of the running sum of directions that is kept, 0 ≤ momentum < 1. Default 0, without a sum. */
  readonly momentum?: number;
}

/**
 * RMSProp: v ← decay · v + (1 − decay) · g², b ← momentum · b + g / (√v + ε), θ ← θ − learningRate · b, as
 * PyTorch; `centered` takes v − E[g]² for v.
 *
 * Keras and tfjs have decay 0.9 and ε 1e-7 inside the root, which Optax has there too; they fold the learning
 * rate into b.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see T. Tieleman and G. Hinton, Lecture 6.5: RMSProp, 2012; centred: A. Graves, 2013, arXiv:1308.0850
 */
export function rmsprop(options: RmspropOptions): Optimizer {
  validateOptions('rmsprop', options, {
    learningRate: LEARNING_RATE,
    decay: optional(DECAY),
    epsilon: optional(POSITIVE),
    centered: optional(FLAG),
    momentum: optional(DECAY),
  });
  const { learningRate, decay = 0.99, epsilon = 1e-8, centered = false, momentum = 0 } = options;
  const scale = centered ? scaleByDeviation(decay, epsilon) : scaleByRms(decay, epsilon);
  const links = momentum > 0 ? [scale, scaleByMomentum(momentum, false)] : [scale];
  const described = { decay, epsilon, centered, momentum };
  return describedBy(makeOptimizer('rmsprop', learningRate, ...links), described);
}
