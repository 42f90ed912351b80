import { binaryCrossEntropy, categoricalCrossEntropy, crossEntropy, gaussianNll } from '@losskit/losses';
import * as tf from '@tensorflow/tfjs-core';

import { FIRST, SECOND } from '../articles.ts';
import { defineClaim } from '../Claim.ts';
import {
  elementLosses,
  elementSlopes,
  meanLoss,
  numberOf,
  numbersOf,
  slopesOf,
  spaced,
  sum,
} from '../probe.ts';
import { agree, exact, isAbove, isZero, largestDifference, rounded } from '../quantity.ts';
import { randomRows } from './randomRows.ts';
import { softmax } from './softmax.ts';

const LABELS = [1, 0, 1, 0];
const PROBABILITIES = [0.9, 0.1, 0.2, 0.6];
const negativeLogLikelihood = (y: number, p: number) => (y === 1 ? -Math.log(p) : -Math.log(1 - p));

const entropyOf = (p: readonly number[], q: readonly number[]) =>
  -sum(p.map((value, index) => (value === 0 ? 0 : value * Math.log(q[index] ?? 0))));

export const crossEntropyClaims = [
  defineClaim(['printed, gt = 0, y = 0.1', 'library, gt = 0, y = 0.1'], {
    id: 'ce-same-logarithm-twice',
    article: FIRST,
    quote: String.raw`$CE \ \ loss(y, gt) = -\frac{1}{N} \sum_{1}^{N} (gt*log(y_{i}) + (1-gt)*log(y_{i}) )$`,
    measure: () => {
      const printed = (gt: number, y: number) => -(gt * Math.log(y) + (1 - gt) * Math.log(y));
      return {
        'printed, gt = 0, y = 0.1': exact(printed(0, 0.1)),
        'library, gt = 0, y = 0.1': rounded(meanLoss(binaryCrossEntropy, [0], [0.1])),
        'printed, gt = 1, y = 0.1': exact(printed(1, 0.1)),
        'library, gt = 1, y = 0.1': rounded(meanLoss(binaryCrossEntropy, [1], [0.1])),
      };
    },
    rule: (q) => (agree(q['printed, gt = 0, y = 0.1'], q['library, gt = 0, y = 0.1']) ? 'holds' : 'misprint'),
  }),
  defineClaim(['min CE', 'Gaussian NLL, σ² = 0.01'], {
    id: 'ce-never-negative',
    article: FIRST,
    quote: '交叉熵是一种非负的损失函数',
    measure: () => {
      const logits = randomRows('signs', 500, 8);
      const labels = logits.map((_, row) => row % 3);
      const losses = numbersOf(() =>
        crossEntropy(tf.tensor1d(labels, 'int32'), tf.tensor2d(logits), { reduction: 'none' }),
      );
      const density = numberOf(() => gaussianNll(tf.tensor1d([0]), tf.tensor1d([0]), tf.tensor1d([0.01])));
      return { 'min CE': exact(Math.min(...losses)), 'Gaussian NLL, σ² = 0.01': rounded(density) };
    },
    rule: (q) => {
      if (q['min CE'].value < 0) return 'does not hold';
      return q['Gaussian NLL, σ² = 0.01'].high < 0 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['|CE(1, y) + log y|'], {
    id: 'ce-target-one',
    article: FIRST,
    quote: "当gt=1时，交叉熵的值只与预测值y'有关",
    measure: () => {
      const ys = spaced(0.05, 0.95, 19);
      const losses = elementLosses(
        binaryCrossEntropy,
        ys.map(() => 1),
        ys,
      );
      return {
        '|CE(1, y) + log y|': largestDifference(
          losses,
          ys.map((y) => -Math.log(y)),
        ),
      };
    },
    rule: (q) => (isZero(q['|CE(1, y) + log y|']) ? 'holds' : 'does not hold'),
  }),
  defineClaim(['gt = 0, y = 0.25', 'gt = 1, y = 0', '−log(1 − 0.25)'], {
    id: 'ce-target-zero',
    article: FIRST,
    quote: "当y=0时，交叉熵的值只与预测值1-y'有关。",
    measure: () => ({
      'gt = 0, y = 0.25': rounded(meanLoss(binaryCrossEntropy, [0], [0.25])),
      '−log(1 − 0.25)': exact(-Math.log(0.75)),
      // y is the prediction in this article, so y = 0 read literally is a certain no.
      'gt = 1, y = 0': exact(meanLoss(binaryCrossEntropy, [1], [0])),
    }),
    rule: (q) => {
      if (!agree(q['gt = 0, y = 0.25'], q['−log(1 − 0.25)'])) return 'does not hold';
      return agree(q['gt = 1, y = 0'], exact(0)) ? 'holds' : 'misprint';
    },
  }),
  defineClaim(['least rise'], {
    id: 'ce-curve-rises',
    article: FIRST,
    quote: '从曲线可以看出，当预测值与gt差距越大，损失函数就越大',
    measure: () => {
      const gaps = spaced(0, 0.99, 100);
      const losses = elementLosses(
        binaryCrossEntropy,
        gaps.map(() => 1),
        gaps.map((gap) => 1 - gap),
      );
      return { 'least rise': exact(Math.min(...losses.slice(1).map((loss, i) => loss - (losses[i] ?? 0)))) };
    },
    rule: (q) => (isAbove(q['least rise'], exact(0)) ? 'holds' : 'does not hold'),
  }),
  defineClaim(['|log loss − CE|'], {
    id: 'log-loss-is-another-loss',
    article: FIRST,
    quote:
      '常见的损失函数包括均值绝对误差（Mean Absolute Error, MAE）、均方误差（Mean Square Error, MSE）、交叉熵（Cross Entropy, CE）、对数损失（Logarithmic Loss, Log Loss）等',
    measure: () => ({
      '|log loss − CE|': largestDifference(
        elementLosses(binaryCrossEntropy, LABELS, PROBABILITIES),
        LABELS.map((label, index) => negativeLogLikelihood(label, PROBABILITIES[index] ?? 0)),
      ),
    }),
    rule: (q) => (isZero(q['|log loss − CE|']) ? 'does not hold' : 'holds'),
  }),
  defineClaim(['CE(p, q)', 'CE(q, p)', 'CE(p, p)', '|∇CE − ∇KL|'], {
    id: 'ce-is-a-distance',
    article: SECOND,
    quote: '交叉熵损失函数衡量的是模型输出概率分布与真实概率分布之间的距离',
    measure: () => {
      const p = [0.7, 0.2, 0.1];
      const q = [0.2, 0.3, 0.5];
      const ce = (from: number[], to: number[]) =>
        numberOf(() => categoricalCrossEntropy(tf.tensor2d([from]), tf.tensor2d([to])));
      // With respect to the logits of q; the entropy of p is a constant there.
      const slopes = (f: (logProbabilities: tf.Tensor) => tf.Tensor) =>
        slopesOf((logits) => f(tf.logSoftmax(logits)), q);
      return {
        'CE(p, q)': rounded(ce(p, q)),
        'CE(q, p)': rounded(ce(q, p)),
        'CE(p, p)': rounded(ce(p, p)),
        '|∇CE − ∇KL|': largestDifference(
          slopes((logs) => tf.neg(tf.mul(p, logs))),
          slopes((logs) => tf.mul(p, tf.sub(tf.log(tf.tensor1d(p)), logs))),
        ),
      };
    },
    rule: (q) => {
      const isDistance = agree(q['CE(p, q)'], q['CE(q, p)']) && isZero(q['CE(p, p)']);
      if (isDistance) return 'holds';
      return isZero(q['|∇CE − ∇KL|']) ? 'holds with a condition' : 'does not hold';
    },
  }),
  defineClaim(['CE(p, q)', 'H(p)'], {
    id: 'ce-also-called-entropy',
    article: SECOND,
    quote: '交叉熵损失函数又称信息熵损失函数，是一种常用的二元分类损失函数。',
    measure: () => {
      const p = [0.7, 0.2, 0.1];
      const q = [0.2, 0.3, 0.5];
      return { 'CE(p, q)': exact(entropyOf(p, q)), 'H(p)': exact(entropyOf(p, p)) };
    },
    rule: (q) => (agree(q['CE(p, q)'], q['H(p)']) ? 'holds' : 'does not hold'),
  }),
  defineClaim(['|Δ|'], {
    id: 'ce-formula',
    article: SECOND,
    quote: String.raw`$H(p,q)=-\sum_{i}p(x_i)\log q(x_i)$`,
    measure: () => {
      const rows = randomRows('formula', 50, 2).map(softmax);
      const targets = randomRows('targets', 50, 2).map(softmax);
      const losses = numbersOf(() =>
        categoricalCrossEntropy(tf.tensor2d(targets), tf.tensor2d(rows), { reduction: 'none' }),
      );
      return {
        '|Δ|': largestDifference(
          losses,
          targets.map((p, row) => entropyOf(p, rows[row] ?? [])),
        ),
      };
    },
    rule: (q) => (isZero(q['|Δ|']) ? 'holds' : 'does not hold'),
  }),
  defineClaim(['|∂CE/∂z − (softmax(z) − t)|'], {
    id: 'ce-easy-to-differentiate',
    article: SECOND,
    quote: '另外，它容易计算，也容易微分，这使得它成为深度学习中常用的损失函数之一。',
    measure: () => logitGradient(),
    rule: (q) => (isZero(q['|∂CE/∂z − (softmax(z) − t)|']) ? 'holds' : 'does not hold'),
  }),
  defineClaim(['|∂CE/∂z − (softmax(z) − t)|', 'CE, p = 0.5', 'CE, p = 0.9'], {
    id: 'ce-ignores-the-difference',
    article: SECOND,
    quote: '由于其忽视了模型的预测值与真实值的差异，因此在训练过程中容易出现过拟合问题。',
    measure: () => ({
      ...logitGradient(),
      'CE, p = 0.5': rounded(meanLoss(binaryCrossEntropy, [1], [0.5])),
      'CE, p = 0.9': rounded(meanLoss(binaryCrossEntropy, [1], [0.9])),
    }),
    rule: (q) => {
      const followsDifference = isZero(q['|∂CE/∂z − (softmax(z) − t)|']);
      const seesDifference = !agree(q['CE, p = 0.5'], q['CE, p = 0.9']);
      return followsDifference && seesDifference ? 'does not hold' : 'holds';
    },
  }),
] as const;

function logitGradient() {
  const logits = randomRows('gradient', 50, 3);
  const labels = logits.map((_, row) => row % 3);
  const autograd = numbersOf(() =>
    tf.grad((scores) => tf.sum(crossEntropy(tf.tensor1d(labels, 'int32'), scores, { reduction: 'none' })))(
      tf.tensor2d(logits),
    ),
  );
  const wanted = logits.flatMap((row, index) =>
    softmax(row).map((p, id) => p - (id === labels[index] ? 1 : 0)),
  );
  return {
    '|∂CE/∂z − (softmax(z) − t)|': largestDifference(autograd, wanted),
    '∂CE/∂ŷ, y = 1, ŷ = 0.5': rounded(elementSlopes(binaryCrossEntropy, [1], [0.5])[0] ?? Number.NaN),
  };
}
