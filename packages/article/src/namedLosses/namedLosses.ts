import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  cosineEmbedding,
  ctc,
  hingeEmbedding,
  klDivergence,
  marginRanking,
  multilabelMargin,
  multilabelSoftMargin,
  multiMargin,
  nll,
  poissonNll,
  softMargin,
  tripletMargin,
} from '@losskit/losses';
import * as tf from '@tensorflow/tfjs-core';

import { spaced } from '../probe.ts';

/** A loss that the fourth article names without a word on it. */
export interface NamedLoss {
  /** Its heading there. */
  readonly heading: string;
  /** Its name in losskit. */
  readonly name: string;
  /** One call, as a reader would type it. */
  readonly code: string;
  /** The same call. */
  readonly example: () => tf.Tensor;
  /** What the figure is drawn over, and the loss there. */
  readonly curve: {
    readonly axis: string;
    readonly xs: readonly number[];
    readonly at: (x: tf.Tensor) => tf.Tensor;
  };
}

const NONE = { reduction: 'none' } as const;
const filled = (like: tf.Tensor, value: number) => tf.fill(like.shape, value);
/** Rows (x, 0), one for each x. */
const besideZero = (x: tf.Tensor) => tf.stack([x, tf.zerosLike(x)], 1);
const ones = (x: tf.Tensor, column: 0 | 1) =>
  tf.cast(tf.oneHot(tf.fill(x.shape, column, 'int32'), 2), 'float32');
/** Each x through the loss by itself; for losses whose value of a row depends on the batch's shape. */
const oneByOne = (x: tf.Tensor, loss: (one: tf.Tensor) => tf.Tensor) =>
  tf.stack(tf.unstack(x).map((one) => tf.reshape(loss(one), [])));

const SCORES = spaced(-3, 3, 121);
const PROBABILITIES = spaced(0.02, 0.98, 97);

/** The empty chapter of the fourth article, in its order. */
export const NAMED_LOSSES: readonly NamedLoss[] = [
  {
    heading: 'NLL Loss',
    name: 'nll',
    code: "nll(tf.tensor1d([2], 'int32'), tf.log([[0.2, 0.3, 0.5]]))",
    example: () => nll(tf.tensor1d([2], 'int32'), tf.log([[0.2, 0.3, 0.5]])),
    curve: {
      axis: 'p',
      xs: PROBABILITIES,
      at: (p) => nll(tf.zeros(p.shape, 'int32'), tf.log(tf.stack([p, tf.sub(1, p)], 1)), NONE),
    },
  },
  {
    heading: 'PoissonNLL Loss',
    name: 'poissonNll',
    code: 'poissonNll(tf.tensor1d([3]), tf.log([2.5]))',
    example: () => poissonNll(tf.tensor1d([3]), tf.log([2.5])),
    curve: { axis: 'log λ', xs: spaced(-1, 2.2, 121), at: (z) => poissonNll(filled(z, 3), z, NONE) },
  },
  {
    heading: 'KLDiv Loss',
    name: 'klDivergence',
    code: 'klDivergence(tf.tensor2d([[0.7, 0.2, 0.1]]), tf.log([[0.2, 0.3, 0.5]]))',
    example: () => klDivergence(tf.tensor2d([[0.7, 0.2, 0.1]]), tf.log([[0.2, 0.3, 0.5]])),
    curve: {
      axis: 'q',
      xs: PROBABILITIES,
      at: (q) => {
        const p = tf.tile(tf.tensor2d([[0.3, 0.7]]), [q.size, 1]);
        return klDivergence(p, tf.log(tf.stack([q, tf.sub(1, q)], 1)), NONE);
      },
    },
  },
  {
    heading: 'BCE Loss',
    name: 'binaryCrossEntropy',
    code: 'binaryCrossEntropy(tf.tensor1d([1, 0]), tf.tensor1d([0.9, 0.2]))',
    example: () => binaryCrossEntropy(tf.tensor1d([1, 0]), tf.tensor1d([0.9, 0.2])),
    curve: { axis: 'p', xs: PROBABILITIES, at: (p) => binaryCrossEntropy(filled(p, 1), p, NONE) },
  },
  {
    heading: 'BCEWithLogits Loss',
    name: 'binaryCrossEntropyWithLogits',
    code: 'binaryCrossEntropyWithLogits(tf.tensor1d([1, 0]), tf.tensor1d([2, -1]))',
    example: () => binaryCrossEntropyWithLogits(tf.tensor1d([1, 0]), tf.tensor1d([2, -1])),
    curve: { axis: 'z', xs: SCORES, at: (z) => binaryCrossEntropyWithLogits(filled(z, 1), z, NONE) },
  },
  {
    heading: 'HingeEmbedding Loss',
    name: 'hingeEmbedding',
    code: 'hingeEmbedding(tf.tensor1d([1, -1]), tf.tensor1d([0.3, 0.4]))',
    example: () => hingeEmbedding(tf.tensor1d([1, -1]), tf.tensor1d([0.3, 0.4])),
    curve: { axis: 'd (y = −1)', xs: spaced(0, 2, 81), at: (d) => hingeEmbedding(filled(d, -1), d, NONE) },
  },
  {
    heading: 'MultiLabelMargin Loss',
    name: 'multilabelMargin',
    code: 'multilabelMargin(tf.tensor2d([[1, 1, 0]]), tf.tensor2d([[2, 0.5, 0.2]]))',
    example: () => multilabelMargin(tf.tensor2d([[1, 1, 0]]), tf.tensor2d([[2, 0.5, 0.2]])),
    curve: { axis: 'z₁ − z₂', xs: SCORES, at: (z) => multilabelMargin(ones(z, 0), besideZero(z), NONE) },
  },
  {
    heading: 'SoftMargin Loss',
    name: 'softMargin',
    code: 'softMargin(tf.tensor1d([1, -1]), tf.tensor1d([2, 0.5]))',
    example: () => softMargin(tf.tensor1d([1, -1]), tf.tensor1d([2, 0.5])),
    curve: { axis: 'y z', xs: SCORES, at: (z) => softMargin(filled(z, 1), z, NONE) },
  },
  {
    heading: 'MultiLabelSoftMargin Loss',
    name: 'multilabelSoftMargin',
    code: 'multilabelSoftMargin(tf.tensor2d([[1, 1, 0]]), tf.tensor2d([[2, 0.5, -1]]))',
    example: () => multilabelSoftMargin(tf.tensor2d([[1, 1, 0]]), tf.tensor2d([[2, 0.5, -1]])),
    curve: {
      axis: 'z₁ (z₂ = 0)',
      xs: SCORES,
      at: (z) => multilabelSoftMargin(ones(z, 0), besideZero(z), NONE),
    },
  },
  {
    heading: 'CosineEmbedding Loss',
    name: 'cosineEmbedding',
    code: 'cosineEmbedding(tf.tensor1d([1, -1]), tf.tensor2d([[1, 0], [1, 0]]), tf.tensor2d([[1, 1], [1, 1]]))',
    example: () =>
      cosineEmbedding(
        tf.tensor1d([1, -1]),
        tf.tensor2d([
          [1, 0],
          [1, 0],
        ]),
        tf.tensor2d([
          [1, 1],
          [1, 1],
        ]),
      ),
    curve: {
      axis: '∠ (y = 1)',
      xs: spaced(0.02, Math.PI - 0.02, 121),
      at: (angle) => {
        const first = tf.tile(tf.tensor2d([[1, 0]]), [angle.size, 1]);
        return cosineEmbedding(filled(angle, 1), first, tf.stack([tf.cos(angle), tf.sin(angle)], 1), NONE);
      },
    },
  },
  {
    heading: 'MarginRanking Loss',
    name: 'marginRanking',
    code: 'marginRanking(tf.tensor1d([1]), tf.tensor1d([0.4]), tf.tensor1d([0.3]), { margin: 0.5 })',
    example: () => marginRanking(tf.tensor1d([1]), tf.tensor1d([0.4]), tf.tensor1d([0.3]), { margin: 0.5 }),
    curve: {
      axis: 'x₁ − x₂ (y = 1, m = 0.5)',
      xs: SCORES,
      at: (x) => marginRanking(filled(x, 1), x, filled(x, 0), { ...NONE, margin: 0.5 }),
    },
  },
  {
    heading: 'MultiMargin Loss',
    name: 'multiMargin',
    code: "multiMargin(tf.tensor1d([2], 'int32'), tf.tensor2d([[0.2, 0.3, 0.5]]))",
    example: () => multiMargin(tf.tensor1d([2], 'int32'), tf.tensor2d([[0.2, 0.3, 0.5]])),
    curve: {
      axis: 'z₁ − z₂',
      xs: SCORES,
      at: (z) => multiMargin(tf.zeros(z.shape, 'int32'), besideZero(z), NONE),
    },
  },
  {
    heading: 'TripletMargin Loss',
    name: 'tripletMargin',
    code: 'tripletMargin(tf.tensor2d([[0, 0]]), tf.tensor2d([[0.6, 0.8]]), tf.tensor2d([[1.2, 0.9]]))',
    example: () => tripletMargin(tf.tensor2d([[0, 0]]), tf.tensor2d([[0.6, 0.8]]), tf.tensor2d([[1.2, 0.9]])),
    curve: {
      axis: 'd(a, n) (d(a, p) = 1)',
      xs: spaced(0.05, 3, 119),
      at: (distance) => {
        const anchor = tf.zeros([distance.size, 2]);
        const positive = tf.tile(tf.tensor2d([[0, 1]]), [distance.size, 1]);
        return tripletMargin(anchor, positive, besideZero(distance), NONE);
      },
    },
  },
  {
    heading: 'CTC Loss',
    name: 'ctc',
    code: "ctc(tf.tensor2d([[1]], [1, 1], 'int32'), tf.zeros([1, 2, 2]))",
    example: () => ctc(tf.tensor2d([[1]], [1, 1], 'int32'), tf.zeros([1, 2, 2])),
    curve: {
      axis: 'z₁ (t = 1, 2)',
      xs: spaced(-3, 3, 41),
      at: (x) =>
        oneByOne(x, (one) => {
          const frame = tf.stack([tf.scalar(0), one]);
          return ctc(tf.tensor2d([[1]], [1, 1], 'int32'), tf.reshape(tf.stack([frame, frame]), [1, 2, 2]));
        }),
    },
  },
];
