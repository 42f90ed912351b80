import type { CompilePolicy } from '../engine/compilePolicies.ts';
import type { LayersModelLike } from '../layersModel/LayersModelLike.ts';
import type { Model } from '../model/Model.ts';
import type { Tensors } from '../model/NamedTensors.ts';
import type { Optimizer } from '../optimizers/Optimizer.ts';
import type { KnownName } from '../options/KnownName.ts';
import type { ReduceOnPlateau } from '../schedules/reduceOnPlateau.ts';
import type { FittingLosses, TermNames } from '../step/FittingLosses.ts';
import type { Losses } from '../step/lossTerms.ts';
import type { LossDefinition } from '../step/totalLoss.ts';
import type { OptimizerName } from './asOptimizer.ts';
import type { Batches, BatchPasses, BatchSequence, BatchSource, DatasetLike } from './batches/Batches.ts';
import type { EarlyStoppingOptions } from './earlyStopping.ts';
import type { ValidationMetrics } from './foldMetrics.ts';
import type { TrainingState } from './TrainingState.ts';
import type { ValidationName } from './ValidationValues.ts';

/** How a model is judged while it trains. */
export interface ValidationOptions<
  Inputs extends Tensors = Tensors,
  Targets extends Tensors = Tensors,
  MetricName extends string = string,
> {
  /** The whole set, gone through at each validation; a function where an iterable could be used only once. */
  readonly batches:
    | BatchSequence<Inputs, Targets>
    | BatchSource<Inputs, Targets>
    | BatchPasses<Inputs, Targets>
    | DatasetLike
    | (() => BatchSequence<Inputs, Targets>);
  /** Steps between two validations, ≥ 1. */
  readonly everySteps?: number | undefined;
  /**
   * Epochs between two validations, ≥ 1. Default 1 where the batches know their epochs, else only at the end.
   */
  readonly everyEpochs?: number | undefined;
  /** What is measured beside the loss; see `foldMetrics`. */
  readonly metrics?: ValidationMetrics<MetricName> | undefined;
}

/** Lowers the learning rate when a validation value has stopped improving. */
export interface PlateauOptions<Monitor extends string = string> {
  /** The rate is the optimizer's, times what is left of this one's. */
  readonly schedule: ReduceOnPlateau;
  /** The validation value to watch: `loss`, `loss/<output>` or a metric's name. Default `loss`. */
  readonly monitor?: Monitor | undefined;
}

/**
 * What happens at a loss, gradient or weight that is not finite. The model is put back to before that step,
 * always; then `throw` throws, `stop` ends training, and `skip` goes on with the next step.
 */
export type NonFinitePolicy = 'throw' | 'stop' | 'skip';

/** What a validation gives, to be watched. */
type MonitorOf<Loss, MetricName extends string, Monitor extends string> = KnownName<
  Monitor,
  ValidationName<TermNames<Loss>, MetricName>
>;

/**
 * Options of `train`. The types of inputs and targets follow from `batches`, and those of the model from
 * these; the names that a loss or a monitor may have follow from model, batches and metrics.
 */
export interface TrainOptions<
  Inputs extends Tensors = Tensors,
  Targets extends Tensors = Tensors,
  Outputs extends Tensors = Tensors,
  Loss extends Losses = Losses,
  MetricName extends string = string,
  Monitor extends string = string,
> extends Pick<LossDefinition, 'penalty'> {
  readonly model: Model<Inputs, Outputs> | LayersModelLike;
  /** What is minimised: one loss, or losses by the names of the model's outputs. */
  readonly loss: Loss & FittingLosses<Loss, Outputs, Targets>;
  /**
   * Batches in order, or a `tf.data.Dataset`; whoever makes batches disposes them, not before the next one is
   * asked for. Training ends when they do; a data set is gone through again where `epochs`, `steps` or
   * `milliseconds` ask for it, other iterables where `epochs` does.
   */
  readonly batches: Batches<Inputs, Targets>;
  /** An optimizer, or the name of one with its default options and the learning rate that `compile` gives it. */
  readonly optimizer: Optimizer | OptimizerName;
  /**
   * Passes over the batches after which training ends, ≥ 1. Batches that start at any step have to know their
   * `stepsPerEpoch`.
   */
  readonly epochs?: number | undefined;
  /** Number of steps after which training ends; ≥ 1. */
  readonly steps?: number | undefined;
  /** Time after which training ends, > 0; of a resumed run its own time. */
  readonly milliseconds?: number | undefined;
  /** Milliseconds since any moment; decides nothing but the end. Default `performance.now`. */
  readonly clock?: (() => number) | undefined;
  /** Steps between two reads of the loss, ≥ 1. Reading waits for the device. Default 10. */
  readonly readEvery?: number | undefined;
  readonly validation?: ValidationOptions<Inputs, Targets, MetricName> | undefined;
  readonly earlyStopping?: EarlyStoppingOptions<MonitorOf<Loss, MetricName, Monitor>> | undefined;
  readonly reduceOnPlateau?: PlateauOptions<MonitorOf<Loss, MetricName, Monitor>> | undefined;
  /** Default `throw`. */
  readonly nonFinite?: NonFinitePolicy | undefined;
  /** Steps in a row that are not finite at which training ends even though it skips them, ≥ 1. Default 10. */
  readonly skipLimit?: number | undefined;
  /** Whether to measure gradients, weights and updates of the last step before each read. Default false. */
  readonly norms?: boolean | undefined;
  /**
   * Whether the step is compiled. Both ways give the same within the last bits of a step, and each gives the same bits
   * whenever it is run. A compiled step is recorded once: what the functions of a run do beside tensors happens then, and
   * not in every step. Default `auto`.
   */
  readonly compile?: CompilePolicy | undefined;
  /**
   * Whether a compiled step multiplies and adds with one rounding where both follow each other, which is faster and
   * gives other bits, so a run goes on only as it began. Node 22 and later can; Node 20 with
   * `--experimental-wasm-relaxed-simd`. Default false.
   */
  readonly fusedMultiplyAdd?: boolean | undefined;
  /**
   * Threads that share what is large in a compiled step: products, convolutions, loops over many numbers. Two give the same
   * bits as one, and pay where nothing else needs the second core; browsers give one. Default 1.
   */
  readonly threads?: 1 | 2 | undefined;
  /** Ends training after the current step, or the steps that a program takes at once. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Steps between two states that are to be saved, ≥ 1: training reports these steps too, without a row in
   * the history. Decides nothing else. Default: none.
   */
  readonly checkpointEvery?: number | undefined;
  /**
   * Called with the state after the last whole step when the model, the loss or the batches throw, before
   * `train` does.
   */
  readonly onFailure?: ((state: TrainingState) => Promise<void>) | undefined;
  /** Where to go on, with the same other options except for the budgets. */
  readonly resume?: TrainingState | undefined;
}
