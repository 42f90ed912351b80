import type { Metric } from '@losskit/metrics';
import type { Optimizer } from '@losskit/trainer/optimizers';
import type { Schedule } from '@losskit/trainer/schedules';

import type { Exhibits } from './Exhibits.ts';
import type { GivenData, InputsOf } from './GivenRows.ts';
import type { KindName } from './kinds/kindNames.ts';
import type { FigureName, MetricBatches } from './kinds/TargetKind.ts';
import type { MetricName } from './MetricName.ts';
import type { GivenModel, NamedMetric, TrainedModel } from './Task.ts';
import type { DataOrigin, Sampling, TaskData } from './TaskData.ts';
import type { GivenLoss } from './TaskLoss.ts';

/** What a task's `model` may depend on. */
export interface ModelContext {
  readonly seed: number;
  readonly data: TaskData;
  /** Shape of one row of inputs; of the first where there are several. */
  readonly inputShape: number[];
  /** What the model gives a number for: classes, labels or columns. */
  readonly outputs: number;
}

/** How models are trained, with defaults for everything. */
export interface TrainingOptions {
  /** Default: Adam. */
  readonly optimizer?: ((learningRate: Schedule) => Optimizer) | undefined;
  /**
   * The learning rate over the steps of a run. Default: cosine decay to 0; exponential decay to a thousandth
   * where `linear`.
   */
  readonly schedule?: ((learningRate: number, steps: number) => Schedule) | undefined;
  /**
   * Learning rates > 0 that every loss tries, lowest first. Default: those of the kind of target; 0.1, 0.3
   * and 1 where `linear`.
   */
  readonly learningRates?: readonly number[] | undefined;
  /** Rows in a step, ≥ 1. Default 32; where `linear` all rows up to 4096. */
  readonly batchSize?: number | undefined;
  /** Passes over the training part, ≥ 1. Default: as many as make `steps`. */
  readonly epochs?: number | undefined;
  /** Steps at least, ≥ 1: training ends with a whole pass. Default 400; 1000 where `linear`. */
  readonly steps?: number | undefined;
  /** Passes at least where `steps` decides, ≥ 1. Default 1. */
  readonly minEpochs?: number | undefined;
}

/** What is known of a number that a task measures itself. */
export interface Measurement extends Omit<NamedMetric, 'name'> {
  /** The value of a model that looks at no input, where it is known: 0.5 of an area under the ROC curve. */
  readonly trivial?: number | undefined;
}

/**
 * What {@link defineTask} takes. What the model's `predict` gets follows from `data` where that stands before `model`; `rankBy` may be the
 * name of one of the `measurements`.
 */
export interface TaskDefinition<
  Kind extends KindName,
  Data extends GivenData = GivenData,
  Measured extends string = string,
> extends TrainingOptions {
  /** Names the task in results and files. */
  readonly name: string;
  readonly target: Kind;
  /** Rows of inputs and targets for a seed. The same seed must give the same rows. */
  readonly data: (context: { readonly seed: number }) => Data | Promise<Data>;
  /** How the data of two seeds relate. Default `split`, the most cautious. */
  readonly sampling?: Sampling | undefined;
  /** A model for a seed: a `LayersModel`, or variables and a predict function. */
  readonly model: (context: ModelContext) => GivenModel<InputsOf<Data>> | Promise<GivenModel<InputsOf<Data>>>;
  /**
   * Whether the model is linear in its inputs, under the link of the kind, and starts at 0: then it is
   * trained until it has converged, for which the defaults of training are others. Its columns should be
   * standardised. Default false.
   */
  readonly linear?: boolean | undefined;
  /**
   * Deep supervision: outputs of the model, by name, that are each trained against the targets, and how much
   * the loss of each counts, > 0. The first is judged. What is trained is Σ weight · loss, whatever loss is
   * compared; penalties are added once. Outputs of a `mask` after the first may be on a coarser grid: their
   * targets are then the class ids nearest to the centres of its places. A function of one's own is the loss
   * of each output; a `batchLoss` of one's own gets all outputs. Default: the model has one output.
   *
   * @example
   * ```ts
   * const part = { inputs: [[1], [2]], targets: [2, 4] };
   * const line = defineTask({
   *   name: 'line',
   *   target: 'continuous',
   *   data: () => ({ train: part, validation: part, test: part }),
   *   model: () => {
   *     const slope = tf.variable(tf.scalar(0));
   *     const predict = (x: tf.Tensor) => ({ last: tf.mul(x, slope), early: tf.tanh(tf.mul(x, slope)) });
   *     return { variables: { slope }, predict };
   *   },
   *   lossWeights: { last: 1, early: 0.5 },
   * });
   * line.outputs({ rowShape: [], width: 1 }); // 'outputs named last, early, each [rows] or [rows, 1] values'
   * ```
   * @see C.-Y. Lee and others, Deeply-Supervised Nets, AISTATS 2015, arXiv:1409.5185
   * @see F. Isensee and others, nnU-Net, Nature Methods 18 (2021), 203–211, doi:10.1038/s41592-020-01008-z
   */
  readonly lossWeights?: Readonly<Record<string, number>> | undefined;
  /**
   * Judge models beside what ranks: metrics, or names of those of `@losskit/metrics` for this kind, such as
   * `topKAccuracy:k=3`. Default: the panel of the kind.
   */
  readonly metrics?: readonly (Metric<MetricBatches[Kind]> | MetricName<Kind>)[] | undefined;
  /** Ranks losses: a metric, or the name of one or of a measurement. Default: the first metric. */
  readonly rankBy?: Metric<MetricBatches[Kind]> | MetricName<Kind> | NoInfer<Measured> | undefined;
  /**
   * Chooses learning rates: a metric, or its name. Default: what ranks, if it is a metric, else the first
   * metric.
   */
  readonly selectBy?: Metric<MetricBatches[Kind]> | MetricName<Kind> | undefined;
  /**
   * Names of the classes or labels, in label order. Default: the sorted names among the targets, if they are
   * names.
   */
  readonly classNames?: readonly string[] | undefined;
  /** Names of the columns of the input, for messages and figures. */
  readonly featureNames?: readonly string[] | undefined;
  readonly targetName?: string | undefined;
  /** The plane that generated the data, where it is known. */
  readonly truth?: { readonly intercept: number; readonly coefficients: readonly number[] } | undefined;
  /** What was decided about the data and can be decided otherwise, for people. */
  readonly note?: string | undefined;
  /** Where the data came from. Default: a digest of the first seed's data. */
  readonly origin?: DataOrigin | undefined;
  /** The losses to compare when nobody says which. Default: the common ones of the kind. */
  readonly losses?: readonly GivenLoss[] | undefined;
  /** What `measure` gives. */
  readonly measurements?: Readonly<Record<Measured, Measurement>> | undefined;
  /** Measures a trained model beyond the panel, by the names of `measurements`. */
  readonly measure?:
    | ((
        trained: TrainedModel,
      ) => Readonly<Record<NoInfer<Measured>, number>> | Promise<Readonly<Record<NoInfer<Measured>, number>>>)
    | undefined;
  /** What records keep of a trained model for figures, as plain data. */
  readonly describe?: ((trained: TrainedModel) => Exhibits | Promise<Exhibits>) | undefined;
  /** What a report draws. Default: the figures of the kind. */
  readonly figures?: readonly FigureName[] | undefined;
}
