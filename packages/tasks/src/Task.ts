import type { FloatRows, NamedRows, Rows } from '@losskit/data';
import type { TrainedSizes } from '@losskit/losses/contract';
import type {
  AnyModel,
  BatchLoss,
  LayersModelLike,
  LossFunction,
  Model,
  NamedTensors,
  NamedVariables,
  Tensors,
} from '@losskit/trainer';
import type { Optimizer } from '@losskit/trainer/optimizers';
import type { Schedule } from '@losskit/trainer/schedules';
import type { Tensor } from '@tensorflow/tfjs-core';

import type { Exhibits } from './Exhibits.ts';
import type { KindViews } from './kinds/KindViews.ts';
import type { KindName } from './kinds/kindNames.ts';
import type { FigureName } from './kinds/TargetKind.ts';
import type { TargetShape } from './kinds/TargetShape.ts';
import type { DataOrigin, JudgedPart, Sampling, TaskData, TaskRows } from './TaskData.ts';
import type { TaskLoss } from './TaskLoss.ts';
import type { TaskReference } from './TaskReference.ts';

/** A metric by its name, which way is better, and what is known of its values. */
export interface NamedMetric {
  readonly name: string;
  readonly higherIsBetter: boolean;
  /** The smallest and the largest value that are possible. */
  readonly bounds?: readonly [lowest: number, highest: number];
  /** Whether the value is a fraction of rows, so that it moves in steps of about 1 / rows. */
  readonly countsRows?: boolean;
}

/**
 * What a model mostly computes, which decides where it is trained: a handful of scalars, products, convolutions, or so many
 * of either that a graphics card gains.
 */
export type Workload = 'tiny' | 'dense' | 'convolution' | 'large';

/** A model of a task for one seed. */
export interface TaskModel {
  readonly model: AnyModel;
  /** One line for reports. */
  readonly description: string;
  readonly workload: Workload;
}

/** What a task's `model` gives: a `LayersModel`, or variables and a predict function, with a description for reports. */
export type GivenModel<Inputs extends Tensors = Tensors> =
  | LayersModelLike
  | (Model<Inputs, Tensors> & { readonly description?: string | undefined });

/** A model after training, as a task's `measure` and `describe` see it. */
export interface TrainedModel {
  readonly seed: number;
  readonly data: TaskData;
  readonly variables: NamedVariables;
  readonly loss: TaskLoss;
  /** The model's output that is judged, as it is, for rows of inputs. */
  outputs(inputs: Rows | NamedRows): Promise<Rows<Float32Array>>;
  /** Predictions of the task's kind for rows of inputs, such as probabilities; [rows, …] as flat values. */
  predict(inputs: Rows | NamedRows): Promise<FloatRows>;
}

/** How a task's models are trained, the same for every loss. */
export interface TaskTraining {
  readonly optimizer: (learningRate: Schedule) => Optimizer;
  readonly schedule: (learningRate: number, steps: number) => Schedule;
  /** Every loss tries these and keeps the best. */
  readonly learningRates: readonly number[];
  readonly batchSize: number;
  /** Passes over a training part of so many rows, in batches of a size. */
  epochs(rows: number, batchSize: number): number;
}

/** How a loss and the models of a task meet. */
export interface TaskLink {
  /** The targets that batches of this loss carry. */
  targets(targets: Rows): Rows;
  readonly loss: LossFunction | BatchLoss;
  /** What is judged of a model's outputs: the first that is trained, where these are several. */
  judged(outputs: Tensors): Tensors;
  /** What the model's outputs then stand for. */
  predictions(outputs: Tensors): Tensor;
}

/** A task, as `defineTask` makes it: data, a model, a kind of target, and what ranks losses. */
export interface Task {
  readonly name: string;
  readonly kind: KindName;
  readonly sampling: Sampling;
  readonly classNames: readonly string[] | undefined;
  readonly featureNames: readonly string[] | undefined;
  readonly targetName: string | undefined;
  /** The plane that generated the data, where it is known. */
  readonly truth: { readonly intercept: number; readonly coefficients: readonly number[] } | undefined;
  /** What was decided about the data and can be decided otherwise, for people. */
  readonly note: string | undefined;
  /** Undefined where only the data themselves tell. */
  readonly origin: DataOrigin | undefined;
  /** Metrics of the panel on both judged parts. */
  readonly metrics: readonly NamedMetric[];
  /** What the task measures itself, on the trained model. */
  readonly measurements: readonly NamedMetric[];
  /** The measurements of a model that looks at no input, by name, where they are known. */
  readonly trivialMeasurements: Readonly<Record<string, number>>;
  /** Ranks losses, on the test part: a metric or a measurement. */
  readonly rankBy: NamedMetric;
  /** Chooses learning rates, on the validation part. */
  readonly selectBy: NamedMetric;
  readonly training: TaskTraining;
  /** Whether the model is linear in its inputs and starts at 0: it is trained until it has converged. */
  readonly linear: boolean;
  /** The losses that are compared when nobody says which: the task's own, else the common ones of its kind. */
  readonly losses: readonly TaskLoss[];
  readonly standardLoss: string;
  readonly figures: readonly FigureName[];
  /** How its losses are explained. */
  readonly views: KindViews;
  /** How another process finds this task; undefined where only this one has it. */
  readonly reference: TaskReference | undefined;

  /** The data of a seed, checked. @throws LosskitError naming task, part, row and column. */
  load(seed: number): Promise<TaskData>;
  shapeOf(data: TaskData): TargetShape;
  createModel(seed: number, data: TaskData): Promise<TaskModel>;
  /** The outputs that a model must give, in words. */
  outputs(shape: TargetShape): string;
  /** Whether a model's outputs for so many rows are these. */
  accepts(outputs: Tensors, rows: number, shape: TargetShape): boolean;
  fits(loss: TaskLoss): boolean;
  /** @param trained - What {@link makeTrainedInputs} gave, for losses that need it. Default: nothing. */
  link(loss: TaskLoss, shape: TargetShape, trained?: NamedTensors): TaskLink;
  /** Whether a loss trains variables of its own with the model, such as a centre for each class. */
  trainsInputs(loss: TaskLoss): boolean;
  /** These variables, as they begin. */
  makeTrainedInputs(loss: TaskLoss, sizes: TrainedSizes, seed: number): NamedVariables;
  /** A fold of the panel over batches of rows, in original units. */
  openPanel(shape: TargetShape): {
    update(targets: Rows, predictions: FloatRows): void;
    compute(): Record<string, number>;
  };
  /** Predictions of the best model that looks at no input. */
  trivial(data: TaskData, part: JudgedPart, shape: TargetShape): FloatRows;
  measure(trained: TrainedModel): Promise<Record<string, number>>;
  describe(
    trained: TrainedModel,
    judged: { readonly rows: TaskRows; readonly predictions: FloatRows },
    shape: TargetShape,
    pictures: boolean,
  ): Promise<Exhibits>;
}
