import type { FloatRows, Rows } from '@losskit/data';
import type { Calibration } from '@losskit/metrics';
import type { Tensors } from '@losskit/trainer';
import type * as tf from '@tensorflow/tfjs-core';

import type { TargetShape } from './TargetShape.ts';

/** A number that a loss of one row is drawn over, and where a task's own rows stand on it. */
export interface LossAxis {
  /** Where 0 is a right prediction (`residual`, `log ratio`), or scores of the right answer against others (`margin`). */
  readonly name: 'residual' | 'log ratio' | 'margin';
  /** One row of targets that stands for all. */
  example(train: Rows, shape: TargetShape): Rows;
  /** The model's outputs for it that stand at x, which is a scalar. */
  outputs(x: tf.Tensor, example: tf.Tensor, shape: TargetShape): Tensors;
  /** Where a batch stands, one number for each scalar of its targets. */
  positions(targets: tf.Tensor, outputs: Tensors, shape: TargetShape): tf.Tensor;
}

/** What predictions say, so that those of two models can be told apart. */
export interface KindAnswers {
  /** How far apart two models are on each row; 0 where they are equal. */
  distances(one: FloatRows, other: FloatRows, shape: TargetShape): number[];
  /** What the predictions of one row say, for people. */
  ofPrediction(values: ArrayLike<number>, shape: TargetShape, classNames: readonly string[]): string;
  /** What the targets of one row say, in the same words. */
  ofTarget(values: ArrayLike<number>, shape: TargetShape, classNames: readonly string[]): string;
}

/** How losses of a kind of target are explained; what makes no sense for a kind it leaves out. */
export interface KindViews {
  readonly axis?: LossAxis;
  /** How sure predictions are and how often right, where they are probabilities. */
  readonly calibration?: (targets: Rows, predictions: FloatRows, shape: TargetShape) => Calibration;
  readonly answers?: KindAnswers;
}
