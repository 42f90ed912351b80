import { meanAbsoluteError, meanSquaredError } from '@losskit/losses';
import { allOf, not } from '../Answer.ts';
import { FIFTH, FIRST, FOURTH, SECOND } from '../articles.ts';
import { defineClaim, holdsIf, holdsWithin } from '../Claim.ts';
import { differenceBetween } from '../experiments/differenceBetween.ts';
import type { Experiments } from '../experiments/Experiments.ts';
import { squaredErrors } from '../experiments/locationEstimates.ts';
import { meanOverSeeds } from '../experiments/meanOverSeeds.ts';
import { mean, meanLoss, median } from '../probe.ts';
import { agree, exact, exceeds, isAbove, isDifferent, isMore, ratioOfMeans, rounded } from '../quantity.ts';

/** The first article's fortunes, in its unit. */
export const FORTUNES = [1, 2, 3, 4, 10000];

/** RMSE on clean test rows after training on rows with outliers, and differences. */
function robustness({ linear }: Pick<Experiments, 'linear'>) {
  const rmse = (loss: string) => meanOverSeeds(linear, loss, 'rmse');
  return {
    'RMSE(MAE)': rmse('meanAbsoluteError'),
    'RMSE(MSE)': rmse('meanSquaredError'),
    'RMSE(Huber)': rmse('huber'),
    'RMSE(SmoothL1)': rmse('smoothL1'),
    'MSE − MAE': differenceBetween(linear, 'meanSquaredError', 'meanAbsoluteError'),
    'MSE − Huber': differenceBetween(linear, 'meanSquaredError', 'huber'),
    'SmoothL1 − MAE': differenceBetween(linear, 'smoothL1', 'meanAbsoluteError'),
    margin: exact(linear.margin),
  };
}

export const outlierClaims = [
  defineClaim(['MSE − MAE', 'margin'], {
    id: 'mae-robust',
    article: FIRST,
    quote:
      'MAE是对误差的绝对值进行求和，对离群值的影响较小，因此在存在离群值的情况下，MAE相对于MSE更能够反映模型的性能。',
    measure: robustness,
    rule: (q) => holdsIf(isMore(q['MSE − MAE'], q.margin)),
  }),
  defineClaim(['MAE, c = 3', 'MSE, c = 3', 'argmin MAE', 'argmin MSE'], {
    id: 'fortunes-mse-explodes',
    article: FIRST,
    quote: '使用MSE计算平方后误差就会非常非常大。',
    measure: () => {
      const guess = FORTUNES.map(() => 3);
      return {
        'MAE, c = 3': rounded(meanLoss(meanAbsoluteError, FORTUNES, guess)),
        'MSE, c = 3': rounded(meanLoss(meanSquaredError, FORTUNES, guess)),
        'argmin MAE': exact(median(FORTUNES)),
        'argmin MSE': exact(mean(FORTUNES)),
      };
    },
    rule: (q) => holdsIf(isAbove(q['MSE, c = 3'], exact(1000 * q['MAE, c = 3'].high))),
  }),
  defineClaim(['share of 10000 in MAE', 'share of 10000 in MSE', 'argmin MAE'], {
    id: 'fortunes-mae-relatively-small',
    article: FIRST,
    quote: '所以MAE计算绝对值相对误差会小点，鲁棒性也就更好。',
    measure: () => {
      const distances = FORTUNES.map((value) => Math.abs(value - 3));
      const share = (values: readonly number[]) => (values.at(-1) ?? 0) / (mean(values) * values.length);
      return {
        'share of 10000 in MAE': exact(share(distances)),
        'share of 10000 in MSE': exact(share(distances.map((value) => value ** 2))),
        'argmin MAE': exact(median(FORTUNES)),
      };
    },
    rule: (q) => {
      if (q['argmin MAE'].value > 4) return 'does not hold';
      return q['share of 10000 in MAE'].value > 0.99 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['100 000 000 000 / 1 000 000', '10000'], {
    id: 'fortunes-unit',
    article: FIRST,
    quote: '一般人都是百万左右，突然有马云的一千亿，那数据就这样：[1, 2, 3, 4, 10000]， 单位百万',
    measure: () => ({
      '100 000 000 000 / 1 000 000': exact(1e11 / 1e6),
      '10000': exact(FORTUNES.at(-1) ?? Number.NaN),
    }),
    rule: (q) => (agree(q['100 000 000 000 / 1 000 000'], q['10000']) ? 'holds' : 'misprint'),
  }),
  defineClaim(['MSE − Huber', 'margin'], {
    id: 'huber-mild-to-outliers',
    article: SECOND,
    quote: '该损失函数可以避免对异常值的惩罚过重',
    measure: robustness,
    rule: (q) => holdsIf(isMore(q['MSE − Huber'], q.margin)),
  }),
  defineClaim(['SmoothL1 − MAE', 'margin'], {
    id: 'smooth-l1-for-l1',
    article: FOURTH,
    quote: '通常在使用 L1 Loss 的地方都能使用 SmoothL1 Loss ，对于不同的任务，他们俩应该是会有稍微的不同。',
    measure: robustness,
    rule: (q) => holdsWithin(true, isMore(q['SmoothL1 − MAE'], q.margin)),
  }),
  defineClaim(['MSE − MAE', 'margin'], {
    id: 'l1-l2-same-scope',
    article: FOURTH,
    quote: '通常 L2 Loss ，L1 Loss 和 SmoothL1 Loss，他们的适用范围是一样的。',
    measure: robustness,
    rule: (q) => holdsIf(not(isDifferent(q['MSE − MAE'], q.margin))),
  }),
  defineClaim(['MSE − MAE', 'SmoothL1 − MAE', 'margin'], {
    id: 'try-all-three',
    article: FOURTH,
    quote:
      '我们在实际的深度学习任务中，可以都尝试以下这三个方法，比较他们之间的差别，从而可以得到当前任务合适的 Loss。',
    measure: robustness,
    rule: (q) => {
      const areApart = [q['MSE − MAE'], q['SmoothL1 − MAE']].map((gap) => isDifferent(gap, q.margin));
      return holdsIf(areApart.includes(undefined) ? undefined : areApart.includes(true));
    },
  }),
  defineClaim(['E(Huber) / E(MSE), normal', 'E(MAE) / E(MSE), normal', 'E(Huber) / E(MSE), outliers'], {
    id: 'huber-joins-advantages',
    article: FIFTH,
    quote: 'Huber损失结合了均方误差和绝对误差的优点',
    measure: () => {
      const ratio = (loss: 'Huber' | 'MAE', noise: 'normal' | 'normal with outliers') =>
        ratioOfMeans(squaredErrors(noise, loss), squaredErrors(noise, 'MSE'));
      return {
        'E(Huber) / E(MSE), normal': ratio('Huber', 'normal'),
        'E(MAE) / E(MSE), normal': ratio('MAE', 'normal'),
        'E(Huber) / E(MSE), outliers': ratio('Huber', 'normal with outliers'),
      };
    },
    rule: (q) =>
      holdsIf(
        allOf([
          exceeds(q['E(MAE) / E(MSE), normal'], q['E(Huber) / E(MSE), normal']),
          exceeds(exact(0.5), q['E(Huber) / E(MSE), outliers']),
        ]),
      ),
  }),
] as const;
