import {
  DECAY,
  FILTER,
  FLAG,
  integerFrom,
  LEARNING_RATE,
  NON_NEGATIVE,
  optional,
  POSITIVE,
} from '../options/OptionRule.ts';
import { validateOptions } from '../options/validateOptions.ts';
import { describedBy, type LearningRate, makeOptimizer, type Optimizer } from './Optimizer.ts';
import { addDecayedWeights } from './transforms/addDecayedWeights.ts';
import { chain } from './transforms/chain.ts';
import { partition } from './transforms/partition.ts';
import { scaleByAdam } from './transforms/scaleByAdam.ts';
import { scaleByFactor } from './transforms/scaleByFactor.ts';
import { MUON_ADJUSTMENT, type MuonAdjustment, scaleByMuon } from './transforms/scaleByMuon.ts';
import { describeFilter, type VariableFilter } from './transforms/VariableFilter.ts';

/** Options of {@link muon}. */
export interface MuonOptions {
  /** Step length of matrices, ≥ 0, or a schedule; 0.02 is usual with `original`, that of AdamW with the other. */
  readonly learningRate: LearningRate;
  /** Decay of the mean of gradients, 0 ≤ momentum < 1. Default 0.95. */
  readonly momentum?: number;
  /** Look ahead along the momentum (Nesterov). Default true. */
  readonly nesterov?: boolean;
  /** Decay λ of the weights, ≥ 0, times the learning rate in each step. Default 0.1. */
  readonly weightDecay?: number;
  /** Turns of the Newton–Schulz iteration, ≥ 1. Default 5. */
  readonly newtonSchulzSteps?: number;
  /** Smallest norm of the momentum that counts, > 0. Default 1e-7. */
  readonly epsilon?: number;
  /**
   * Length of a step for a kernel of so many inputs and outputs, times the learning rate: `original` √max(1, outputs /
   * inputs), as Jordan; `matchRmsAdamW` 0.2 √max(inputs, outputs), which is as long as AdamW's. Default `original`.
   */
  readonly adjust?: MuonAdjustment;
  /** Variables of rank 2 and more that are trained by Muon. Default: those of rank 2. Leave out embeddings and the output layer. */
  readonly filter?: VariableFilter;
  /**
   * Learning rate of AdamW for the other variables, as a multiple > 0 of `learningRate`. Default: 0.015 (0.0003 / 0.02)
   * with `original`, 1 with `matchRmsAdamW`.
   */
  readonly adamRatio?: number;
}

const matrices: VariableFilter = (_name, { rank }) => rank === 2;

/**
 * Muon for matrices and AdamW for the other variables: θ ← θ − learningRate · (length · O + λθ), where O is the
 * momentum m ← μ m + (1 − μ) g, orthogonalised by Newton–Schulz iteration.
 *
 * As PyTorch's `Muon`, which computes O in bfloat16 and counts a kernel's axes the other way, [outputs, inputs];
 * biases, gains, embeddings and output layers take a second optimizer there.
 *
 * @throws RangeError for a number out of range or an unknown option, TypeError for a value of another type; RangeError
 *   at the start of training if the filter takes a variable of rank 0 or 1.
 * @example
 * ```ts
 * muon({ learningRate: 0.02, filter: /^hidden.*kernel$/ });
 * ```
 * @see K. Jordan et al., Muon: An optimizer for hidden layers in neural networks, 2024,
 *   https://kellerjordan.github.io/posts/muon/; `matchRmsAdamW`: J. Liu et al., Muon is Scalable for LLM Training,
 *   2025, arXiv:2502.16982
 */
export function muon(options: MuonOptions): Optimizer {
  validateOptions('muon', options, {
    learningRate: LEARNING_RATE,
    momentum: optional(DECAY),
    nesterov: optional(FLAG),
    weightDecay: optional(NON_NEGATIVE),
    newtonSchulzSteps: optional(integerFrom(1)),
    epsilon: optional(POSITIVE),
    adjust: optional(MUON_ADJUSTMENT),
    filter: optional(FILTER),
    adamRatio: optional(POSITIVE),
  });
  const {
    learningRate,
    momentum = 0.95,
    nesterov = true,
    weightDecay = 0.1,
    newtonSchulzSteps = 5,
    epsilon = 1e-7,
    adjust = 'original',
    filter = matrices,
    adamRatio = adjust === 'original' ? 0.015 : 1,
  } = options;
  const config = { momentum, nesterov, newtonSchulzSteps, epsilon, adjust };
  const ofMatrices = chain(scaleByMuon(config), addDecayedWeights(weightDecay));
  const ofOthers = chain(
    scaleByAdam({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }),
    addDecayedWeights(weightDecay),
    scaleByFactor(adamRatio),
  );
  return describedBy(makeOptimizer('muon', learningRate, partition(filter, ofMatrices, ofOthers)), {
    ...config,
    weightDecay,
    filter: describeFilter(filter),
    adamRatio,
  });
}
