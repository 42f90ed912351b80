import {
  AT_LEAST_ONE,
  FILTER,
  LEARNING_RATE,
  NON_NEGATIVE,
  NON_POSITIVE,
  optional,
  POSITIVE,
} from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { describedBy, type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';
import { addDecayedWeights } from './transforms/addDecayedWeights.ts';
import { scaleByAdafactor } from './transforms/scaleByAdafactor.ts';
import { describeFilter, type VariableFilter } from './transforms/VariableFilter.ts';

/** Options of {@link adafactor}. */
export interface AdafactorOptions {
  /** Largest step as a fraction of the variable's size, ≥ 0, or a schedule. Default 0.01. */
  readonly learningRate?: LearningRate;
  /** c ≤ 0: the newest g² has weight t^c in its mean. Default −0.8. */
  readonly decayExponent?: number;
  /** Smallest √v, > 0. Default 1.2e-7, float32's own. */
  readonly epsilon?: number;
  /** Smallest size of a variable that counts, > 0, so that it can leave 0. Default 0.001. */
  readonly smallestScale?: number;
  /** Largest root mean square of g / √v, ≥ 1. Default 1. */
  readonly clip?: number;
  /** Decay λ of the weights, ≥ 0, times the learning rate in each step. Default 0. */
  readonly weightDecay?: number;
  /** Which variables decay. Default: those of rank 2 and more, so neither biases nor the gains of norms. */
  readonly mask?: VariableFilter;
}

/**
 * Adafactor, whose second moment takes rows + columns numbers for a matrix, as PyTorch:
 *
 *     u = g / max(√v, ε), v = rows · columns / mean(rows)
 *     step = min(learningRate, 1/√t) · max(RMS(θ), smallestScale)
 *     θ ← θ − step · u / max(1, RMS(u) / clip) − learningRate · λθ
 *
 * Rows and columns are running means of g² in which the newest has weight t^c.
 *
 * The paper and Keras add ε, 1e-30, to g². Optax factors the two largest axes, and only where both are 128 or
 * more.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type.
 * @see N. Shazeer and M. Stern, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost, 2018,
 *   arXiv:1804.04235
 */
export function adafactor(options: AdafactorOptions = {}): Optimizer {
  validateOptions('adafactor', options, {
    learningRate: optional(LEARNING_RATE),
    decayExponent: optional(NON_POSITIVE),
    epsilon: optional(POSITIVE),
    smallestScale: optional(POSITIVE),
    clip: optional(AT_LEAST_ONE),
    weightDecay: optional(NON_NEGATIVE),
    mask: optional(FILTER),
  });
  const {
    learningRate = 0.01,
    decayExponent = -0.8,
    epsilon = 1.2e-7,
    smallestScale = 1e-3,
    clip = 1,
    weightDecay = 0,
    mask,
  } = options;
  const config = { decayExponent, epsilon, smallestScale, clip };
  const links = [scaleByAdafactor(config), addDecayedWeights(weightDecay, mask)];
  const described = { ...config, weightDecay, mask: mask && describeFilter(mask) };
  return describedBy(makeOptimizer('adafactor', learningRate, ...links), described);
}
