import { l1Penalty, l2Penalty, meanSquaredError } from '@losskit/losses';
import * as tf from '@tensorflow/tfjs-core';

import { SECOND } from '../articles.ts';
import { defineClaim, holdsIf, holdsWithin } from '../Claim.ts';
import { bestRidge, errorOfRidge } from '../experiments/polynomialFits.ts';
import { drawRegression, lassoWeights, ridgeWeights } from '../experiments/regularizationPath.ts';
import { meanLoss, numberOf, slopesOf, sum } from '../probe.ts';
import { exact, exceeds, isAbove, isZero, largestDifference, rounded } from '../quantity.ts';

const WEIGHTS = [1.5, -0.5, 0.25, 0];
const LAMBDA = 0.3;
const size = (weights: readonly number[]) => Math.sqrt(sum(weights.map((weight) => weight ** 2)));

export const regularizationClaims = [
  defineClaim(['‖w‖, y', '‖w‖, 10 y', '‖w‖, 10 y, λ = 3'], {
    id: 'squares-shrink-parameters',
    article: SECOND,
    quote: '该损失函数能够通过缩小参数的值来抑制过拟合。',
    measure: () => {
      const { rows, targets } = drawRegression();
      const tenfold = { rows, targets: targets.map((target) => 10 * target) };
      return {
        '‖w‖, y': exact(size(ridgeWeights({ rows, targets }, 0))),
        '‖w‖, 10 y': exact(size(ridgeWeights(tenfold, 0))),
        '‖w‖, 10 y, λ = 3': exact(size(ridgeWeights(tenfold, 3))),
      };
    },
    // Weights that grow with the targets are not being kept small.
    rule: (q) => holdsIf(q['‖w‖, 10 y'].value < 9.99 * q['‖w‖, y'].value),
  }),
  defineClaim(['|Δ|'], {
    id: 'l1-regularized-formula',
    article: SECOND,
    quote: String.raw`$L=\lambda||w||_1+\frac{1}{N}\sum_{n=1}^{N}[y^{(n)}-h_\theta(x^{(n)})]^2$`,
    measure: () => {
      const targets = [1, 2, -1];
      const outputs = [0.5, 2.5, 0];
      const printed =
        LAMBDA * sum(WEIGHTS.map(Math.abs)) +
        sum(targets.map((target, index) => (target - (outputs[index] ?? 0)) ** 2)) / targets.length;
      const penalty = numberOf(() => l1Penalty(tf.tensor1d(WEIGHTS), { lambda: LAMBDA }));
      return {
        '|Δ|': largestDifference([penalty + meanLoss(meanSquaredError, targets, outputs)], [printed]),
      };
    },
    rule: (q) => holdsIf(isZero(q['|Δ|'])),
  }),
  defineClaim(['y − h(x)', 'terms averaged', 'samples'], {
    id: 'mean-of-one-sample',
    article: SECOND,
    quote: String.raw`$[y^{(n)}-h_\theta(x^{(n)})]$ 为损失；$\frac{1}{N}\sum_{n=1}^{N}$ 表示一个样本的均值`,
    measure: () => {
      const targets = [1, 2, -1];
      const outputs = [0.5, 2.5, 0];
      const residuals = targets.map((target, index) => target - (outputs[index] ?? 0));
      return {
        'y − h(x)': exact(Math.min(...residuals)),
        'terms averaged': exact(residuals.length),
        samples: exact(1),
      };
    },
    // A loss is never below 0, and the mean runs over more than one sample.
    rule: (q) =>
      q['y − h(x)'].value < 0 || q['terms averaged'].value !== q.samples.value ? 'misprint' : 'holds',
  }),
  defineClaim(['|∂L2/∂w − λw|', '|L2 − ½ λ Σw²|'], {
    id: 'l2-regularized-formula',
    article: SECOND,
    quote: String.raw`L2正则化损失函数的公式同样类似，只不过有一个额外的加权项$\frac{1}{2}\lambda w^2$。`,
    measure: () => ({
      '|L2 − ½ λ Σw²|': largestDifference(
        [numberOf(() => l2Penalty(tf.tensor1d(WEIGHTS), { lambda: LAMBDA }))],
        [0.5 * LAMBDA * sum(WEIGHTS.map((weight) => weight ** 2))],
      ),
      '|∂L2/∂w − λw|': largestDifference(
        slopesOf((weights) => l2Penalty(weights, { lambda: LAMBDA, reduction: 'none' }), WEIGHTS),
        WEIGHTS.map((weight) => LAMBDA * weight),
      ),
    }),
    rule: (q) => holdsIf(isZero(q['|L2 − ½ λ Σw²|']) && isZero(q['|∂L2/∂w − λw|'])),
  }),
  defineClaim(['‖w‖, λ = 0', '‖w‖, L1, λ = 1', '‖w‖, L2, λ = 1'], {
    id: 'regularization-shrinks',
    article: SECOND,
    quote: '当模型的参数过大时，该函数会迫使模型偏向于以非常小的参数值拟合数据，从而达到削弱过拟合的目的',
    measure: () => {
      const regression = drawRegression();
      return {
        '‖w‖, λ = 0': exact(size(ridgeWeights(regression, 0))),
        '‖w‖, L1, λ = 1': exact(size(lassoWeights(regression, 1))),
        '‖w‖, L2, λ = 1': exact(size(ridgeWeights(regression, 1))),
      };
    },
    rule: (q) =>
      holdsIf(isAbove(q['‖w‖, λ = 0'], q['‖w‖, L1, λ = 1']) && isAbove(q['‖w‖, λ = 0'], q['‖w‖, L2, λ = 1'])),
  }),
  defineClaim(['zeros, L1, λ = 1', 'zeros, L2, λ = 1'], {
    id: 'regularization-to-zero',
    article: SECOND,
    quote: '相反，当模型参数过小时，该函数会导致模型参数趋向于零，从而抑制模型的拟合力度。',
    measure: () => {
      const regression = drawRegression();
      const zeros = (weights: readonly number[]) => exact(weights.filter((weight) => weight === 0).length);
      return {
        'zeros, L1, λ = 1': zeros(lassoWeights(regression, 1)),
        'zeros, L2, λ = 1': zeros(ridgeWeights(regression, 1)),
      };
    },
    rule: (q) => {
      if (q['zeros, L1, λ = 1'].value === 0) return 'does not hold';
      return q['zeros, L2, λ = 1'].value === 0 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['λ = 0', 'best λ', 'λ = 1000'], {
    id: 'regularization-generalizes',
    article: SECOND,
    quote: 'L1/L2正则化损失函数能够有效地限制模型的复杂度，提升模型的泛化能力。',
    measure: () => ({
      'λ = 0': errorOfRidge(0),
      'best λ': errorOfRidge(bestRidge()),
      'λ = 1000': errorOfRidge(1000),
    }),
    rule: (q) => holdsWithin(exceeds(q['λ = 0'], q['best λ']), exceeds(q['λ = 1000'], q['best λ'])),
  }),
  defineClaim(['|counts − maximum likelihood|'], {
    id: 'smoothing-in-naive-bayes',
    article: SECOND,
    quote: '典型的应用场景包括：线性回归、逻辑回归、支持向量机、神经网络、朴素贝叶斯分类器等。',
    measure: () => {
      // A naive Bayes classifier is fitted by counting; no gradient of any such loss is taken.
      const seen = 7;
      const total = 10;
      const grid = Array.from({ length: 999 }, (_, index) => (index + 1) / 1000);
      const likelihoods = grid.map((p) => seen * Math.log(p) + (total - seen) * Math.log(1 - p));
      const best = grid[likelihoods.indexOf(Math.max(...likelihoods))] ?? Number.NaN;
      return { '|counts − maximum likelihood|': rounded(Math.abs(best - seen / total)) };
    },
    rule: () => 'not measurable here',
  }),
] as const;
