import { meanAbsoluteError, meanSquaredError } from '@losskit/losses';

import { FIFTH, FIRST, FOURTH, SECOND, THIRD } from '../articles.ts';
import { defineClaim, holdsWithin } from '../Claim.ts';
import { squaredErrors } from '../experiments/locationEstimates.ts';
import { elementSlopes, mean, meanLoss, sum } from '../probe.ts';
import {
  agree,
  exact,
  exceeds,
  isAbove,
  isZero,
  largestDifference,
  ratioOfMeans,
  rounded,
} from '../quantity.ts';

const TARGETS = [1, -2, 0.5, 3];
const PREDICTIONS = [2.5, -2.25, 0.5, -1];
const residuals = TARGETS.map((target, index) => (PREDICTIONS[index] ?? 0) - target);
const squares = residuals.map((residual) => residual ** 2);

function asPrinted() {
  return {
    '(1/N) Σ(y − gt)²': exact(mean(squares)),
    L1: rounded(meanLoss(meanAbsoluteError, TARGETS, PREDICTIONS)),
    L2: rounded(meanLoss(meanSquaredError, TARGETS, PREDICTIONS)),
  };
}

function sumAndMean() {
  return { 'Σ(y − ŷ)²': exact(sum(squares)), '(1/n) Σ(y − ŷ)²': exact(mean(squares)) };
}

export const meanSquaredErrorClaims = [
  defineClaim(['(1/N) Σ(y − gt)²', 'L1', 'L2'], {
    id: 'mse-named-l1',
    article: FIRST,
    quote: String.raw`$L1 \ \ loss(y, gt) = \frac{1}{N} \sum_{1}^{N} (y_{i} - gt_{i} )^{2}$`,
    measure: asPrinted,
    rule: (q) => (agree(q['(1/N) Σ(y − gt)²'], q.L1) ? 'holds' : 'misprint'),
  }),
  defineClaim(['(1/N) Σ|y − gt|', 'L2'], {
    id: 'mse-sum-of-absolute-values',
    article: FIRST,
    quote: '也就是L2 loss，他用来表示对当前网络的输出y与目标gt之间误差的绝对值进行求和',
    measure: () => ({
      '(1/N) Σ|y − gt|': exact(mean(residuals.map(Math.abs))),
      L2: rounded(meanLoss(meanSquaredError, TARGETS, PREDICTIONS)),
    }),
    rule: (q) => (agree(q['(1/N) Σ|y − gt|'], q.L2) ? 'holds' : 'misprint'),
  }),
  defineClaim(['|dMSE/dr| at 0.25', '|dMAE/dr| at 0.25', '|dMSE/dr| at 4', '|dMAE/dr| at 4'], {
    id: 'mse-more-sensitive',
    article: FIRST,
    quote: 'MSE是对误差的平方进行求和，能够更加敏感地反映误差的大小。',
    measure: () => {
      const [near = 0, far = 0] = elementSlopes(meanSquaredError, [0, 0], [0.25, 4]);
      const [nearAbsolute = 0, farAbsolute = 0] = elementSlopes(meanAbsoluteError, [0, 0], [0.25, 4]);
      return {
        '|dMSE/dr| at 0.25': rounded(near),
        '|dMAE/dr| at 0.25': rounded(nearAbsolute),
        '|dMSE/dr| at 4': rounded(far),
        '|dMAE/dr| at 4': rounded(farAbsolute),
      };
    },
    rule: (q) => {
      if (!isAbove(q['|dMSE/dr| at 4'], q['|dMAE/dr| at 4'])) return 'does not hold';
      return isAbove(q['|dMSE/dr| at 0.25'], q['|dMAE/dr| at 0.25']) ? 'holds' : 'holds with a condition';
    },
  }),
  defineClaim(['MSE′(0+) − MSE′(0−)', 'MAE′(0+) − MAE′(0−)'], {
    id: 'mse-smoother',
    article: FIRST,
    quote: 'MSE是平方项的和，可以更加光滑地拟合数据',
    measure: () => {
      const jump = (loss: typeof meanSquaredError) => {
        const [left = 0, right = 0] = elementSlopes(loss, [0, 0], [-1e-7, 1e-7]);
        return rounded(right - left, 1);
      };
      return {
        'MSE′(0+) − MSE′(0−)': jump(meanSquaredError),
        'MAE′(0+) − MAE′(0−)': jump(meanAbsoluteError),
      };
    },
    rule: (q) =>
      isZero(q['MSE′(0+) − MSE′(0−)']) && isAbove(q['MAE′(0+) − MAE′(0−)'], exact(0.1))
        ? 'holds'
        : 'does not hold',
  }),
  defineClaim(['E(MAE) / E(MSE), normal', 'E(MAE) / E(MSE), Laplace'], {
    id: 'mse-better-for-regression',
    article: FIRST,
    quote: '对于一些连续的回归问题效果更好。',
    measure: () => {
      const ratio = (noise: 'normal' | 'Laplace') =>
        ratioOfMeans(squaredErrors(noise, 'MAE'), squaredErrors(noise, 'MSE'));
      return {
        'E(MAE) / E(MSE), normal': ratio('normal'),
        'E(MAE) / E(MSE), Laplace': ratio('Laplace'),
      };
    },
    rule: (q) =>
      holdsWithin(
        exceeds(q['E(MAE) / E(MSE), normal'], exact(1)),
        exceeds(exact(1), q['E(MAE) / E(MSE), Laplace']),
      ),
  }),
  defineClaim(['L = (y_true − y_pred)²', 'MSE'], {
    id: 'mse-without-mean',
    article: SECOND,
    quote: 'L = (y_true - y_pred)^2',
    measure: () => ({
      'L = (y_true − y_pred)²': exact(sum(squares)),
      MSE: rounded(meanLoss(meanSquaredError, TARGETS, PREDICTIONS)),
    }),
    rule: (q) => (agree(q['L = (y_true − y_pred)²'], q.MSE) ? 'holds' : 'misprint'),
  }),
  defineClaim(['loss at ŷ = y', 'least rise'], {
    id: 'l2-zero-then-grows',
    article: SECOND,
    quote:
      '当模型的预测值与真实值完全一致时，损失值为零，当模型的预测值偏离真实值时，损失值将随着预测值与真实值之间的差距的增大而增加。',
    measure: () => {
      const losses = Array.from({ length: 50 }, (_, step) =>
        meanLoss(meanSquaredError, [2], [2 + step / 10]),
      );
      const rises = losses.slice(1).map((loss, index) => loss - (losses[index] ?? 0));
      return { 'loss at ŷ = y': rounded(losses[0] ?? Number.NaN), 'least rise': rounded(Math.min(...rises)) };
    },
    rule: (q) =>
      q['loss at ŷ = y'].value === 0 && isAbove(q['least rise'], exact(0)) ? 'holds' : 'does not hold',
  }),
  defineClaim(['(1/N) Σ(ŷ − y)', 'MSE'], {
    id: 'mse-because-of-noise',
    article: SECOND,
    quote:
      '输出的预测值y_pred与真实值y_true之间可能存在噪声，所以不能简单的使用y_pred与y_true之间的差距作为损失函数的标准。',
    measure: () => {
      // Without any noise: the targets are exact, and every prediction is off by 5.
      const targets = [0, 1, 2, 3];
      const predictions = [5, -4, 7, -2];
      const signed = predictions.map((prediction, index) => prediction - (targets[index] ?? 0));
      return {
        '(1/N) Σ(ŷ − y)': exact(mean(signed)),
        MSE: rounded(meanLoss(meanSquaredError, targets, predictions)),
      };
    },
    rule: (q) => (isZero(q['(1/N) Σ(ŷ − y)']) && q.MSE.low > 0 ? 'does not hold' : 'holds'),
  }),
  defineClaim(['Σ(y − ŷ)²', '(1/n) Σ(y − ŷ)²'], {
    id: 'mse-called-a-sum',
    article: THIRD,
    quote: '它是预测值与目标值之间差值的平方和。',
    measure: sumAndMean,
    rule: (q) => (agree(q['Σ(y − ŷ)²'], q['(1/n) Σ(y − ŷ)²']) ? 'holds' : 'misprint'),
  }),
  defineClaim(['d(0, 2)', 'd(0, 1) + d(1, 2)'], {
    id: 'squared-error-is-a-distance',
    article: THIRD,
    quote: '它直接度量了模型拟合结果和真实结果之间的距离。',
    measure: () => {
      const d = (from: number, to: number) => meanLoss(meanSquaredError, [from], [to]);
      return { 'd(0, 2)': rounded(d(0, 2)), 'd(0, 1) + d(1, 2)': rounded(d(0, 1) + d(1, 2)) };
    },
    rule: (q) => (isAbove(q['d(0, 2)'], q['d(0, 1) + d(1, 2)']) ? 'holds with a condition' : 'holds'),
  }),
  defineClaim(['mean', 'sum'], {
    id: 'l2-loss-reductions',
    article: FOURTH,
    quote: 'L2 Loss 计算的是两个元素的均方误差。',
    measure: () => {
      const difference = (reduction: 'mean' | 'sum') =>
        largestDifference([meanLoss(meanSquaredError, TARGETS, PREDICTIONS, { reduction })], [mean(squares)]);
      return { mean: difference('mean'), sum: difference('sum') };
    },
    rule: (q) => {
      if (!isZero(q.mean)) return 'does not hold';
      return isZero(q.sum) ? 'holds' : 'holds with a condition';
    },
  }),
  defineClaim(['|Δ|'], {
    id: 'mse-definition',
    article: FIFTH,
    quote: '它计算预测值与真实值之间误差的平方和的平均值。',
    measure: () => {
      // The three steps as the article lists them.
      const errors = TARGETS.map((target, index) => target - (PREDICTIONS[index] ?? 0));
      const squared = errors.map((error) => error ** 2);
      const average = squared.reduce((total, square) => total + square, 0) / squared.length;
      return { '|Δ|': largestDifference([meanLoss(meanSquaredError, TARGETS, PREDICTIONS)], [average]) };
    },
    rule: (q) => (isZero(q['|Δ|']) ? 'holds' : 'does not hold'),
  }),
] as const;
