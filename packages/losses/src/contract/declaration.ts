import type { Tensor } from '@tensorflow/tfjs-core';
import type { Layout } from './Layout.ts';
import type { LossOptions } from './lossOptions.ts';
import type { GivenOptions, OptionDeclarations } from './optionDeclarations.ts';
import type { SumAndWeight } from './reduceLoss.ts';

export type LossFamily =
  | 'adversarial'
  | 'regression'
  | 'likelihood'
  | 'classification'
  | 'margin'
  | 'embedding'
  | 'ranking'
  | 'overlap'
  | 'boxes'
  | 'pictures'
  | 'sequence'
  | 'transport'
  | 'penalty';

/**
 * What a loss is compared against, in scikit-learn's words where it has them:
 *
 * - `continuous`: real numbers; `nonzero continuous`, `nonnegative continuous`, `positive continuous` and
 * `counts` are kinds that not every table has;
 * - `binary`: 0 or 1 per element; `signs`: −1 or 1 per element;
 * - `multiclass`: one class out of several per row, as class ids or distributions;
 * - `ordinal`: one class out of several in an order per row, as class ids;
 * - `multilabel`: rows of 0 or 1, one per class, any number of them 1; `relevances`: rows of numbers ≥ 0, one
 * per item;
 * - `groups`: an integer per row, and rows with the same one belong together;
 * - `distributions`: rows of probabilities only; `vectors`: rows of numbers that are one thing, such as
 * directions;
 * - `boxes`: rows of four, [x1, y1, x2, y2], with x1 ≤ x2 and y1 ≤ y2;
 * - `pictures`: pixels of real numbers, [height, width, channels]; `masks`: a class out of several per pixel, as
 * class ids or distributions;
 * - `survival`: a time above 0 per row, and whether it ended by an event or was censored;
 * - `sequence`: class ids in their order, without the frames that they stand for;
 * - `none`: nothing, for penalties on parameters and for losses that compare predictions with each other.
 */
export type TargetKind =
  | 'continuous'
  | 'nonzero continuous'
  | 'nonnegative continuous'
  | 'positive continuous'
  | 'counts'
  | 'binary'
  | 'signs'
  | 'multiclass'
  | 'ordinal'
  | 'multilabel'
  | 'relevances'
  | 'groups'
  | 'distributions'
  | 'vectors'
  | 'boxes'
  | 'pictures'
  | 'masks'
  | 'sequence'
  | 'survival'
  | 'none';

/** The space that the prediction lives in. Two spaces are two losses, never a flag. */
export type PredictionSpace =
  | 'values'
  | 'mean and variance'
  | 'ensemble'
  | 'mixture'
  | 'logRates'
  | 'log scale and shape'
  | 'distances'
  | 'scores'
  | 'logits'
  | 'joint logits'
  | 'probabilities'
  | 'logProbabilities'
  | 'embeddings'
  | 'parameters';

/** What decides the shapes of inputs that are trained. */
export interface TrainedSizes {
  readonly classes: number;
  /** The length of a row of embeddings. */
  readonly components: number;
}

/**
 * All that a program needs to know of a loss; what a reader needs stands in its doc comment, and is generated
 * from there.
 */
export interface LossDeclaration<Options extends OptionDeclarations = OptionDeclarations> {
  /** The exported name. */
  readonly name: string;
  /** Other names that the field knows it by: `mae`, `l1`. */
  readonly aliases: readonly string[];
  readonly family: LossFamily;
  readonly target: TargetKind;
  readonly prediction: PredictionSpace;
  readonly layout: Layout;
  readonly options: Options;
  /**
   * Inputs that are variables and trained with the model, such as a point for each class, and their shapes; whoever trains adds
   * them to the model's variables. Default: none.
   */
  readonly trainedInputs: Readonly<Record<string, (sizes: TrainedSizes) => readonly number[]>>;
  /** Reduction when none is given: `mean` for losses, `sum` for penalties. */
  readonly defaultReduction: 'mean' | 'sum';
  /** Whether the gradient can train a model; false for `zeroOne`, whose gradient is 0 everywhere. */
  readonly differentiable: boolean;
  /**
   * Whether a row's loss depends on the other rows of its batch: then the losses of two halves don't add up
   * to that of the whole, and gradients must not be accumulated over parts of a batch.
   */
  readonly batchDependent: boolean;
  /**
   * Whether the gradient can be differentiated in its turn, as gradient penalties and Hessians need. Where it
   * can't, the loss refuses to be evaluated inside a `tf.grad` of a `tf.grad`.
   */
  readonly twiceDifferentiable: boolean;
}

/** A loss whose inputs and options are known only at run time, as a command line or a registry sees it. */
export interface AnyLoss {
  readonly declaration: LossDeclaration;
  /** The options that {@link Loss.with} fixed, as they were given; none for a loss as it is exported. */
  readonly preset: Readonly<Record<string, unknown>>;
  /** Calls the loss; everything is checked against the declaration, as in the direct call. */
  evaluate(inputs: readonly unknown[], options?: object): Tensor;
  /**
   * The sum of the loss and what it counts, where the call would give the mean of both: batches of any size
   * add up exactly, with weights, mask, class weights and `ignoreIndex`. With reduction `'sum'` the weight is
   * 1.
   *
   * @throws RangeError with reduction `'none'`, and all that the call throws.
   */
  sumAndWeight(inputs: readonly unknown[], options?: object): SumAndWeight;
  /**
   * The shape of what `weights` and `mask` are of, for these inputs: the unreduced loss, or the rows of its
   * groups.
   */
  weightsShape(inputs: readonly unknown[]): readonly number[];
  /** The loss with other defaults; see {@link Loss.with}. */
  with(options: object): AnyLoss;
}

/** A loss: a function of its inputs and options that carries its own declaration. */
export interface Loss<
  Inputs extends readonly Tensor[] = readonly Tensor[],
  Options extends OptionDeclarations = OptionDeclarations,
> extends AnyLoss {
  (...inputsAndOptions: [...inputs: Inputs, options?: LossOptions & GivenOptions<Options>]): Tensor;
  readonly declaration: LossDeclaration<Options>;
  /**
   * The same loss with other defaults, for where a function of inputs alone is wanted: `model.compile`, a
   * trainer. What a call gives still comes first. The declaration stays the one of the loss.
   *
   * @throws RangeError or TypeError at once, not at the first call, if an option is unknown or out of range.
   * @example
   * ```ts
   * const robust = huber.with({ delta: 0.5 });
   * robust(tf.tensor1d([0, 0]), tf.tensor1d([0.5, 3])).dataSync(); // [0.75]
   * ```
   */
  with(options: LossOptions & GivenOptions<Options>): Loss<Inputs, Options>;
}
