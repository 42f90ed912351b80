import { ArgumentRangeError, rangeError, typeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import type { CustomGradient } from '../autodiff/customGradient.ts';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { withGradients } from '../autodiff/withGradients.ts';
import { broadcastTo } from '../ops/broadcastTo.ts';
import { checkBroadcastable } from './checks.ts';
import type { Loss, LossDeclaration } from './declaration.ts';
import { type LossOptions, REDUCTIONS, type Reduction } from './lossOptions.ts';
import {
  type OptionDeclarations,
  type OptionValue,
  type ResolvedOptions,
  resolveOptions,
  toTensor,
} from './optionDeclarations.ts';
import { meanOf, type SumAndWeight, sumAndWeightOf, type UnreducedLoss, weightedLoss } from './reduceLoss.ts';

type Defaulted =
  | 'aliases'
  | 'options'
  | 'trainedInputs'
  | 'defaultReduction'
  | 'differentiable'
  | 'batchDependent'
  | 'twiceDifferentiable';

type Declared<Options extends OptionDeclarations> = Omit<LossDeclaration<Options>, Defaulted> &
  Partial<Pick<LossDeclaration<Options>, Defaulted>>;

type GivenRecord = Readonly<Record<string, unknown>>;

function isTensor(value: unknown): value is tf.Tensor {
  return value instanceof tf.Tensor;
}

function checkReduction(where: string, reduction: Reduction): Reduction {
  if (REDUCTIONS.includes(reduction)) return reduction;
  throw rangeError(where, "reduction 'mean', 'sum' or 'none'", reduction);
}

/** A loss before its reduction. */
interface Computed {
  readonly reduction: Reduction;
  readonly unreduced: UnreducedLoss;
}

/** What mask and weights are of: the unreduced loss, or the rows of its groups. */
interface Counted {
  readonly what: string;
  readonly shape: readonly number[];
}

/** The weights or the mask of the caller, if they can be broadcast to what they are of. */
function givenTensor(
  where: string,
  name: 'weights' | 'mask',
  options: LossOptions,
  { what, shape }: Counted,
): tf.Tensor | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const tensor = toTensor(where, name, value, name === 'mask' ? 'bool' : 'float32');
  checkBroadcastable(where, name, tensor, shape, what);
  return tensor;
}

/** Where the mask is true and the weight is not 0. */
function validMaskOf(weights: tf.Tensor | undefined, mask: tf.Tensor | undefined): tf.Tensor | undefined {
  if (!weights) return mask;
  return stopGradient(mask ? [weights, mask] : [weights], () => {
    const weighted = tf.notEqual(weights, 0);
    return mask ? tf.logicalAnd(weighted, mask) : weighted;
  });
}

/** The loss of inputs without numbers: 0 of any shape, with gradient 0 for whatever the caller gave. */
function lossOfNothing(shape: readonly number[], given: readonly tf.Tensor[]): UnreducedLoss {
  return {
    values: withGradients(
      given,
      () => tf.zeros([...shape]),
      (_dy, ...saved) => saved.map((tensor) => () => tf.zeros(tensor.shape)),
    ),
    shape,
    innerWeights: tf.zeros([...shape]),
    validMask: undefined,
    invalid: undefined,
  };
}

/**
 * Makes a loss of its declaration and its formula.
 *
 * Everything that is the same for every loss happens here: checking inputs and options, mask and weights,
 * class options, reduction, and freeing what was allocated, also when something throws. The formula gets
 * checked float32 tensors and options with defaults, and returns the unreduced loss, as a tensor or with its
 * gradient.
 */
export function defineLoss<
  Inputs extends readonly tf.Tensor[],
  Options extends OptionDeclarations = Record<never, never>,
>(
  declared: Declared<Options>,
  formula: (options: ResolvedOptions<Options>, ...inputs: Inputs) => tf.Tensor | CustomGradient,
): Loss<Inputs, Options>;
export function defineLoss(
  declared: Declared<OptionDeclarations>,
  formula: (options: Record<string, OptionValue>, ...inputs: tf.Tensor[]) => tf.Tensor | CustomGradient,
): Loss {
  const declaration: LossDeclaration = {
    aliases: [],
    options: {},
    trainedInputs: {},
    defaultReduction: 'mean',
    differentiable: true,
    batchDependent: false,
    twiceDifferentiable: false,
    ...declared,
  };
  const { name, layout } = declaration;
  const arity = layout.inputs.length;

  function checkInputs(given: readonly unknown[]): tf.Tensor[] {
    return layout.inputs.map((input, index) => {
      const value = given[index];
      if (value instanceof tf.Tensor) return value;
      throw typeError(name, `${input.name} to be a tensor`, value);
    });
  }

  function checkOptions(options: GivenRecord) {
    const { reduction = declaration.defaultReduction }: LossOptions = options;
    return {
      reduction: checkReduction(name, reduction),
      resolved: resolveOptions(name, declaration.options, options),
    };
  }

  /** Everything up to the reduction, inside the caller's tidy. */
  function compute(given: readonly unknown[], options: GivenRecord): Computed {
    const inputs = checkInputs(given);
    const shared: LossOptions = options;
    // tfjs would give 0, a wrong number or an error that names an operation.
    if (!declaration.twiceDifferentiable && tf.engine().state.gradientDepth > 1) {
      throw new ArgumentRangeError(
        `${name}: expected a first derivative only, as it has no second one, got tf.grad inside tf.grad.`,
      );
    }
    const shape = layout.check(name, inputs);
    const { reduction, resolved } = checkOptions(options);
    layout.checkOptions?.(name, inputs, resolved, shape);
    const counted = { what: layout.grouped ? 'the rows' : 'the unreduced loss', shape };
    const [weights, mask] = (['weights', 'mask'] as const).map((option) =>
      givenTensor(name, option, shared, counted),
    );
    if (shape.includes(0)) {
      const tensors = [...inputs, weights, ...Object.values(resolved)].filter(isTensor);
      const unreduced = layout.groupedShape?.(inputs, resolved, shape) ?? shape;
      return { reduction, unreduced: lossOfNothing(unreduced, tensors) };
    }
    const each = weights && broadcastTo(weights, shape);
    const validMask = validMaskOf(each, mask && broadcastTo(mask, shape));
    const prepared = layout.prepare(name, inputs, resolved, validMask, shape, each);
    return {
      reduction,
      unreduced: { weights: each, ...prepared, values: formula(resolved, ...prepared.inputs) },
    };
  }

  function evaluate(given: readonly unknown[], options: GivenRecord): tf.Tensor {
    return tf.tidy(() => {
      const { reduction, unreduced } = compute(given, options);
      if (reduction === 'none') return weightedLoss(unreduced);
      const total = sumAndWeightOf(unreduced);
      return reduction === 'sum' ? total.sum : meanOf(total);
    });
  }

  function sumAndWeight(given: readonly unknown[], options: GivenRecord): SumAndWeight {
    return tf.tidy(() => {
      const { reduction, unreduced } = compute(given, options);
      if (reduction === 'none') throw rangeError(name, "reduction 'mean' or 'sum' to have a sum", reduction);
      const { sum, weight } = sumAndWeightOf(unreduced);
      return { sum, weight: reduction === 'sum' ? 1 : weight };
    });
  }

  function withPreset(preset: GivenRecord): Loss {
    const merged = (options?: unknown): GivenRecord => {
      if (options === undefined) return preset;
      if (typeof options !== 'object' || options === null || options instanceof tf.Tensor) {
        throw typeError(name, `an options object after ${layout.inputs.at(-1)?.name}`, options);
      }
      // An option that is undefined was not given: it must not hide the preset.
      const given = Object.entries(options).filter(([, value]) => value !== undefined);
      return { ...preset, ...Object.fromEntries(given) };
    };
    const loss = (...given: unknown[]) => evaluate(given.slice(0, arity), merged(given[arity]));
    Object.defineProperty(loss, 'name', { value: name });
    return Object.assign(loss, {
      declaration,
      preset,
      evaluate: (inputs: readonly unknown[], options?: object) => evaluate(inputs, merged(options)),
      sumAndWeight: (inputs: readonly unknown[], options?: object) => sumAndWeight(inputs, merged(options)),
      weightsShape: (inputs: readonly unknown[]) => layout.check(name, checkInputs(inputs)),
      with(options: object): Loss {
        const combined = merged(options);
        tf.tidy(() => void checkOptions(combined));
        return withPreset(combined);
      },
    });
  }
  return withPreset({});
}
