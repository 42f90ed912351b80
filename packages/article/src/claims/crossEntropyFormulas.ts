import { binaryCrossEntropy, crossEntropy } from '@losskit/losses';
import * as tf from '@tensorflow/tfjs-core';

import { FIFTH, FOURTH } from '../articles.ts';
import { defineClaim } from '../Claim.ts';
import { mean, meanLoss, numberOf, numbersOf, slopesOf } from '../probe.ts';
import { agree, exact, isZero, largestDifference, rounded } from '../quantity.ts';
import { randomRows } from './randomRows.ts';
import { softmax } from './softmax.ts';

const LABELS = [1, 0, 1, 0];
const PROBABILITIES = [0.9, 0.1, 0.2, 0.6];
const binary = (y: number, p: number) => -(y * Math.log(p) + (1 - y) * Math.log(1 - p));

/** Cross-entropy as the fourth and the fifth article write it down. */
export const crossEntropyFormulaClaims = [
  defineClaim(['[0.2, 0.3, 0.5]', '−log 0.5', 'lowest possible'], {
    id: 'ce-input-called-probability',
    article: FOURTH,
    quote: '其中$x_i$指的是输入样本为第$i-1$类的概率。',
    measure: () => {
      const loss = (row: number[]) =>
        rounded(numberOf(() => crossEntropy(tf.tensor1d([2], 'int32'), tf.tensor2d([row]))));
      return {
        '[0.2, 0.3, 0.5]': loss([0.2, 0.3, 0.5]),
        '−log 0.5': exact(-Math.log(0.5)),
        'lowest possible': loss([0, 0, 1]),
      };
    },
    rule: (q) =>
      agree(q['[0.2, 0.3, 0.5]'], q['−log 0.5']) && isZero(q['lowest possible']) ? 'holds' : 'does not hold',
  }),
  defineClaim(['entries of x', 'C'], {
    id: 'ce-one-entry-too-few',
    article: FOURTH,
    quote: String.raw`则$x$的内容应该是这样的：$x=[x_1,x_2,\dot,x_{c-1}]$`,
    measure: () => {
      const classes = ['apple', 'pear', 'orange'];
      // From index 1 to C − 1, as it is printed.
      const printed = classes.slice(1).map((_, index) => `x${index + 1}`);
      return { 'entries of x': exact(printed.length), C: exact(classes.length) };
    },
    rule: (q) => (agree(q['entries of x'], q.C) ? 'holds' : 'misprint'),
  }),
  defineClaim(['|Δ|, z ~ N(0, 2)', 'log-sum-exp, z = 1000', 'exp then log, z = 1000'], {
    id: 'ce-two-forms',
    article: FOURTH,
    quote: String.raw`$-\log\left(\frac{\exp(x[class])}{\sum_j \exp(x[j])}\right) = -x[class] + \log\left(\sum_j \exp(x[j])\right)$`,
    measure: () => {
      const quotient = (logits: tf.Tensor) =>
        tf.neg(tf.log(tf.div(tf.slice(tf.exp(logits), 0, 1), tf.sum(tf.exp(logits)))));
      const logits = randomRows('two forms', 50, 2);
      const library = (row: number[]) =>
        numberOf(() => crossEntropy(tf.tensor1d([0], 'int32'), tf.tensor2d([row])));
      return {
        '|Δ|, z ~ N(0, 2)': largestDifference(
          logits.map((row) => numberOf(() => quotient(tf.tensor1d(row)))),
          logits.map(library),
        ),
        'log-sum-exp, z = 1000': rounded(library([0, 1000, 0])),
        'exp then log, z = 1000': exact(numberOf(() => quotient(tf.tensor1d([0, 1000, 0])))),
      };
    },
    rule: (q) => {
      if (!isZero(q['|Δ|, z ~ N(0, 2)'])) return 'does not hold';
      return Number.isFinite(q['exp then log, z = 1000'].value) ? 'holds' : 'holds with a condition';
    },
  }),
  defineClaim(['|Δ|', 'Σ wᵢlᵢ / Σ wᵢ', 'Σ wᵢlᵢ / N'], {
    id: 'ce-weights-and-ignore-index',
    article: FOURTH,
    quote: String.raw`$l_n = -w_{yn}\log\frac{exp(x_n,y_n)}{\sum_{c=1}^{C}exp(x_n,c)}*1{\{y_n!=ignore_index\}}$`,
    measure: () => {
      const logits = randomRows('weights', 4, 2);
      const labels = [0, 2, 1, -100];
      const classWeights = [1, 2, 0.5];
      const formula = logits.map((row, index) => {
        const label = labels[index] ?? 0;
        return label < 0 ? 0 : -(classWeights[label] ?? 0) * Math.log(softmax(row)[label] ?? 0);
      });
      const library = (reduction: 'none' | 'mean') =>
        numbersOf(() =>
          crossEntropy(tf.tensor1d(labels, 'int32'), tf.tensor2d(logits), {
            classWeights: tf.tensor1d(classWeights),
            ignoreIndex: -100,
            reduction,
          }),
        );
      return {
        '|Δ|': largestDifference(library('none'), formula),
        'Σ wᵢlᵢ / Σ wᵢ': rounded(library('mean')[0] ?? Number.NaN),
        'Σ wᵢlᵢ / N': exact(mean(formula)),
      };
    },
    rule: (q) => {
      if (!isZero(q['|Δ|'])) return 'does not hold';
      return agree(q['Σ wᵢlᵢ / Σ wᵢ'], q['Σ wᵢlᵢ / N']) ? 'holds' : 'holds with a condition';
    },
  }),
  defineClaim(['|Δ|'], {
    id: 'ce-binary-formula',
    article: FIFTH,
    quote: String.raw`$L_{CE}(y, \hat{y}) = - \frac{1}{n} \sum_{i=1}^{n} [y_i \log(\hat{y}_i) + (1 - y_i) \log(1 - \hat{y}_i)]$`,
    measure: () => ({
      '|Δ|': largestDifference(
        [meanLoss(binaryCrossEntropy, LABELS, PROBABILITIES)],
        [mean(LABELS.map((y, index) => binary(y, PROBABILITIES[index] ?? 0)))],
      ),
    }),
    rule: (q) => (isZero(q['|Δ|']) ? 'holds' : 'does not hold'),
  }),
  defineClaim(['three steps, y = 0, ŷ = 0.6', 'formula, y = 0, ŷ = 0.6'], {
    id: 'ce-steps',
    article: FIFTH,
    quote: '计算真实标签和预测概率对数的乘积。',
    measure: () => {
      const logarithm = Math.log(0.6);
      const product = 0 * logarithm;
      return {
        'three steps, y = 0, ŷ = 0.6': exact(Math.abs(-mean([product]))),
        'formula, y = 0, ŷ = 0.6': rounded(meanLoss(binaryCrossEntropy, [0], [0.6])),
        'three steps, y = 1, ŷ = 0.6': exact(-logarithm),
      };
    },
    rule: (q) =>
      agree(q['three steps, y = 0, ŷ = 0.6'], q['formula, y = 0, ŷ = 0.6']) ? 'holds' : 'does not hold',
  }),
  defineClaim(['|Δ|'], {
    id: 'ce-gradient',
    article: FIFTH,
    quote: String.raw`$\frac{\partial L_{CE}}{\partial \theta} = - \frac{1}{n} \sum_{i=1}^{n} \left[ \frac{y_i}{\hat{y}_i} - \frac{1 - y_i}{1 - \hat{y}_i} \right] \frac{\partial \hat{y}_i}{\partial \theta}$`,
    measure: () => {
      // ŷ = σ(θ x): the formula in 64 bits against autograd through the library's loss.
      const xs = [-1, 0.5, 2, -0.3];
      const theta = 0.7;
      const formula = -mean(
        xs.map((x, index) => {
          const p = 1 / (1 + Math.exp(-theta * x));
          const y = LABELS[index] ?? 0;
          return (y / p - (1 - y) / (1 - p)) * p * (1 - p) * x;
        }),
      );
      const autograd = slopesOf(
        (parameter) =>
          binaryCrossEntropy(tf.tensor1d(LABELS), tf.sigmoid(tf.mul(parameter, tf.tensor1d(xs)))),
        [theta],
      );
      return { '|Δ|': largestDifference(autograd, [formula]) };
    },
    rule: (q) => (isZero(q['|Δ|']) ? 'holds' : 'does not hold'),
  }),
] as const;
