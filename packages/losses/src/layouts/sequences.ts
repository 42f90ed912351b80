import { ArgumentRangeError, ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import { checkBroadcastable, checkNumeric, describeShape } from '../contract/checks.ts';
import type { InputDeclaration, Layout } from '../contract/Layout.ts';
import { broadcastTo } from '../ops/broadcastTo.ts';
import { replaceWhere } from '../ops/replaceWhere.ts';
import { NO_LABEL } from '../ops/sequences/alignSequences.ts';
import { toFloat } from '../ops/toFloat.ts';

/** Options of every loss over sequences. */
export const sequenceOptions = {
  labelLengths: {
    kind: 'tensor',
  },
  logitLengths: {
    kind: 'tensor',
  },
  blank: {
    kind: 'number',
    integer: true,
    default: 0,
    atLeast: 0,
  },
} as const;

/** One length per sequence, in the shape of the unreduced loss. */
export function lengthsOf(given: unknown, whole: number, shape: readonly number[]): tf.Tensor {
  return given instanceof tf.Tensor ? broadcastTo(given, shape) : tf.fill([...shape], whole);
}

/** True where a length is no whole number from `least` to `whole`. */
function isNoLength(lengths: tf.Tensor, least: number, whole: number): tf.Tensor {
  const isOutside = tf.logicalOr(tf.less(lengths, least), tf.greater(lengths, whole));
  return tf.logicalOr(isOutside, tf.notEqual(lengths, tf.floor(lengths)));
}

/** The labels where they count, and behind them NO_LABEL. */
function shortened(labels: tf.Tensor, counts: tf.Tensor): tf.Tensor {
  return tf.where(counts, labels, tf.fill(labels.shape, NO_LABEL, 'int32'));
}

/** The scores that labels are aligned with: what each frame has. */
interface Frames {
  /** The axes of the logits of one sequence: `time,classes`. */
  readonly axes: readonly ['time', ...string[]];
  readonly meaning: string;
  readonly perElement: InputDeclaration['perElement'];
  /** The fewest frames of a row. */
  readonly atLeast: number;
  /** Checks what else the shapes must have in common. */
  check?(where: string, labels: tf.Tensor, logits: tf.Tensor): void;
}

/**
 * Rows of labels without times against frames of class scores, a loss per row: labels of shape […, length],
 * logits of shape […, time, …, classes].
 *
 * The formula receives the labels with NO_LABEL behind the last one that counts. A row is NaN where one of
 * its lengths is longer than the row, or where a label that counts is not a class or is the blank.
 */
const alignments = (frames: Frames): Layout => ({
  inputs: [
    {
      name: 'labels',
      shape: '[…, length]',
      meaning: 'class ids in their order',
      dtype: 'int32',
      perElement: 'row',
    },
    {
      name: 'logits',
      shape: `[…, ${frames.axes.join(', ')}]`,
      meaning: frames.meaning,
      dtype: 'float32',
      perElement: frames.perElement,
    },
  ],
  unreduced: '[…]',

  check(where, [labels, logits]) {
    if (!labels || !logits) throw new ArgumentTypeError(`${where}: expected labels and logits.`);
    checkNumeric(where, 'labels', labels);
    checkNumeric(where, 'logits', logits);
    const inner = frames.axes.length;
    if (logits.rank < inner || !logits.shape.at(-1)) {
      throw new ArgumentRangeError(
        `${where}: expected logits of shape [...,${frames.axes.join(',')}] with at least one class, ` +
          `got ${describeShape(logits.shape)}.`,
      );
    }
    const batch = logits.shape.slice(0, -inner);
    const ofLabels = labels.shape.slice(0, -1);
    if (labels.rank === 0 || describeShape(ofLabels) !== describeShape(batch)) {
      const wanted = `[${[...batch, 'length'].join(',')}]`;
      throw new ArgumentRangeError(
        `${where}: expected labels of shape ${wanted} for logits ${describeShape(logits.shape)}, ` +
          `got ${describeShape(labels.shape)}.`,
      );
    }
    if (labels.dtype !== 'int32') {
      throw new ArgumentTypeError(
        `${where}: expected labels of dtype int32, got ${labels.dtype}; use tf.cast(labels, 'int32').`,
      );
    }
    frames.check?.(where, labels, logits);
    return batch;
  },

  checkOptions(where, [, logits], { labelLengths, logitLengths, blank }, shape) {
    const classes = logits?.shape.at(-1) ?? 0;
    if (Number(blank) >= classes) {
      throw new ArgumentRangeError(
        `${where}: expected blank below the number of classes, ${classes}, got ${blank}.`,
      );
    }
    for (const [name, given] of Object.entries({ labelLengths, logitLengths })) {
      if (given instanceof tf.Tensor) checkBroadcastable(where, name, given, shape);
    }
  },

  prepare(where, [labels, logits], { labelLengths, logitLengths, blank }, validMask, shape) {
    if (!labels || !logits) throw new ArgumentTypeError(`${where}: expected labels and logits.`);
    const [time = 0, classes = 0] = [logits.shape.at(-frames.axes.length), logits.shape.at(-1)];
    const length = labels.shape.at(-1) ?? 0;
    const ofLabels = lengthsOf(labelLengths, length, shape);
    const positions = tf.range(0, length);
    const counts = tf.less(positions, tf.expandDims(ofLabels, -1));
    const isWrong = [
      tf.less(labels, 0),
      tf.greaterEqual(labels, classes),
      tf.equal(labels, Number(blank)),
    ].reduce((either, next) => tf.logicalOr(either, next));
    const wrongLabels = tf.sum(tf.cast(tf.logicalAnd(counts, isWrong), 'float32'), -1);
    const invalid = [
      ...(length > 0 ? [tf.greater(wrongLabels, 0)] : []),
      isNoLength(ofLabels, 0, length),
      isNoLength(lengthsOf(logitLengths, time, shape), frames.atLeast, time),
    ].reduce((either, next) => tf.logicalOr(either, next));

    const numbers = toFloat(logits);
    if (!validMask) {
      return {
        inputs: [shortened(labels, counts), numbers],
        shape,
        validMask,
        innerWeights: undefined,
        invalid,
      };
    }
    const isRow = tf.expandDims(validMask, -1);
    const isOfRow = tf.reshape(validMask, [...shape, ...frames.axes.map(() => 1)]);
    return {
      inputs: [
        stopGradient([validMask], () => shortened(labels, tf.logicalAnd(counts, isRow))),
        replaceWhere(tf.logicalNot(isOfRow), numbers, 0),
      ],
      shape,
      validMask,
      innerWeights: undefined,
      invalid: stopGradient([validMask], () => tf.logicalAnd(invalid, validMask)),
    };
  },
});

/** Scores of every frame. */
export const sequences = alignments({
  axes: ['time', 'classes'],
  meaning: 'unnormalised scores of every frame',
  perElement: 'matrix',
  atLeast: 0,
});

/** Scores of every frame behind every number of labels, from none to all of the row. */
export const transductions = alignments({
  axes: ['time', 'labels + 1', 'classes'],
  meaning: 'unnormalised scores of every frame after every number of labels',
  perElement: 'volume',
  atLeast: 1,
  check(where, labels, logits) {
    const places = 1 + (labels.shape.at(-1) ?? 0);
    if (logits.shape.at(-2) === places && logits.shape.at(-3) !== 0) return;
    throw new ArgumentRangeError(
      `${where}: expected logits of shape [...,time,${places},classes] with at least one frame for labels ` +
        `${describeShape(labels.shape)}, got ${describeShape(logits.shape)}.`,
    );
  },
});
