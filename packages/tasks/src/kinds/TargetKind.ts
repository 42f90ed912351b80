import type { FloatRows, Rows } from '@losskit/data';
import type { LossDeclaration } from '@losskit/losses/contract';
import type {
  ClassificationBatch,
  CountsBatch,
  DistributionBatch,
  EmbeddingBatch,
  MaskBatch,
  Metric,
  MultilabelBatch,
  RankingBatch,
  RegressionBatch,
  SequenceBatch,
  SurvivalBatch,
} from '@losskit/metrics';
import type { Tensors } from '@losskit/trainer';
import type { Tensor } from '@tensorflow/tfjs-core';

import type { Exhibits } from '../Exhibits.ts';
import type { TaskRows } from '../TaskData.ts';
import type { KindViews } from './KindViews.ts';
import type { KindName } from './kindNames.ts';
import type { TargetShape } from './TargetShape.ts';

/** What the metrics of each kind of target take. */
export interface MetricBatches {
  readonly continuous: RegressionBatch;
  readonly binary: ClassificationBatch;
  readonly multiclass: ClassificationBatch;
  readonly ordinal: ClassificationBatch & RegressionBatch;
  readonly multilabel: MultilabelBatch;
  readonly counts: RegressionBatch & CountsBatch;
  readonly amounts: RegressionBatch & CountsBatch;
  readonly mask: MaskBatch;
  readonly embedding: EmbeddingBatch;
  readonly ranking: RankingBatch;
  readonly sequence: SequenceBatch;
  readonly distribution: DistributionBatch & RegressionBatch;
  readonly survival: SurvivalBatch;
}

/** The figures that a report can draw of a task's trained models. */
export type FigureName = 'fitted plane' | 'confusion' | 'misclassified pictures';

/** What a loss is called with. */
export interface LossCall {
  readonly inputs: readonly Tensor[];
  readonly options?: Readonly<Record<string, Tensor>>;
}

/** How the outputs of a model meet a loss. */
export interface OutputLink {
  /** The targets that batches carry for this loss, computed once a run. Default: as they are. */
  readonly targets?: (targets: Rows, shape: TargetShape) => Rows;
  /** The loss's inputs out of a batch's targets, the model's outputs, and what the loss trains itself. */
  readonly call: (targets: Tensor, outputs: Tensors, trained: readonly Tensor[]) => LossCall;
  /** What the model then stands for, such as probabilities: the kind's predictions, [rows, …]. */
  readonly predictions?: (outputs: Tensors) => Tensor;
}

/** All that a report and a comparison need to know of a trained model beside its metrics. */
export interface JudgedRows {
  readonly rows: TaskRows;
  readonly predictions: FloatRows;
  readonly shape: TargetShape;
}

/** All that is a property of a kind of target; each stands in one file of this folder. */
export interface TargetKind<Batch> {
  readonly name: KindName;
  /** Of targets in original units; a loss gets float64 as float32. */
  readonly dtype: 'float32' | 'float64' | 'int32';
  /** Whether targets are rows of different lengths, of which the shorter are filled up with −1. Default: they are not. */
  readonly padsTargets?: boolean;
  /** Whether the order of classes counts, which names don't tell. Default: it does not. */
  readonly ordersClasses?: boolean;
  /** The loss that penalties are added to in groups of losses. */
  readonly standardLoss: string;
  /** The losses that most people choose between, for comparisons that ask for no other; of several names for one function one. */
  readonly commonLosses: readonly string[];
  /** Learning rates that every loss tries, unless the task names others. */
  readonly learningRates: readonly number[];
  /** Whether a loss can train a model of this kind. */
  fits(declaration: LossDeclaration): boolean;
  /** Whether a loss needs outputs that most models of this kind do not give: only who names it gets it. Default: none does. */
  needsOtherOutputs?(declaration: LossDeclaration): boolean;
  /** Whether inputs that a loss trains are variables of their own here, and not outputs of the model. Default: they are not. */
  trainsInputs?(declaration: LossDeclaration): boolean;
  /** What the targets of the training part are. `classes` is how many names the task gives, if it gives any. */
  shapeOf(train: Rows, classes: number | undefined): TargetShape;
  /** What is wrong with the first target that can't be, as `a class id from 0 to 2, got 3`; undefined if all can. */
  problemOf(
    targets: Rows,
    shape: TargetShape,
  ): { readonly row: number; readonly problem: string } | undefined;
  /** The outputs that a model must give, in words, as `[rows, 3] logits`. */
  outputs(shape: TargetShape): string;
  /** The space of these, where an activation at the end of the model would leave it. */
  readonly outputSpace?: 'logits' | 'logRates';
  /** Whether a model's outputs for so many rows are these. */
  accepts(outputs: Tensors, rows: number, shape: TargetShape): boolean;
  /**
   * Grids of places, such as pixels, of which an output may have another than the targets. Default: there is none, and every output
   * has the shape of the targets.
   */
  readonly grid?: {
    /** The shape of targets on the grid of an output. */
    of(output: Tensor, shape: TargetShape): TargetShape;
    /** Targets on the grid of an output. */
    resize(targets: Tensor, output: Tensor): Tensor;
  };
  /** How a declared loss is called. Only for losses that fit. */
  link(declaration: LossDeclaration, shape: TargetShape): OutputLink;
  /** The outputs as predictions where the loss says nothing else. */
  predictions(outputs: Tensors, shape: TargetShape): Tensor;
  /** Predictions, one row each, of the best model that looks at no input. */
  trivial(train: Rows, shape: TargetShape, rows: number): FloatRows;
  /** The panel, the metric that ranks first. */
  readonly metrics: readonly [Metric<Batch>, ...Metric<Batch>[]];
  /** What a task can name beside them. */
  readonly namedMetrics: readonly Metric<Batch>[];
  metricBatch(targets: Rows, predictions: FloatRows, shape: TargetShape): Batch;
  /** What a report draws of tasks of this kind. */
  readonly figures: readonly FigureName[];
  /** How its losses are explained. */
  readonly views: KindViews;
  /** What those figures need of a trained model; pictures only where asked for. */
  exhibits?(judged: JudgedRows, pictures: boolean): Exhibits;
}
