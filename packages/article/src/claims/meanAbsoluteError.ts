import { meanAbsoluteError, meanSquaredError } from '@losskit/losses';

import { FIRST, FOURTH, THIRD } from '../articles.ts';
import { defineClaim } from '../Claim.ts';
import { elementLosses, elementSlopes, mean, meanLoss, sum } from '../probe.ts';
import { agree, exact, isAbove, isZero, largestDifference, rounded } from '../quantity.ts';

const TARGETS = [1, -2, 0.5, 3];
const PREDICTIONS = [2.5, -2.25, 0.5, -1];
const distances = TARGETS.map((target, index) => Math.abs(target - (PREDICTIONS[index] ?? 0)));

export const meanAbsoluteErrorClaims = [
  defineClaim(['|Δ|'], {
    id: 'mae-formula',
    article: FIRST,
    quote: '我们一般对多个样本的误差取平均得到最终结果。',
    measure: () => ({
      '(1/N) Σ|y − gt|': exact(mean(distances)),
      'meanAbsoluteError(y, gt)': rounded(meanLoss(meanAbsoluteError, TARGETS, PREDICTIONS)),
      '|Δ|': largestDifference([meanLoss(meanAbsoluteError, TARGETS, PREDICTIONS)], [mean(distances)]),
    }),
    rule: (q) => (isZero(q['|Δ|']) ? 'holds' : 'does not hold'),
  }),
  defineClaim(['(1/N) Σ|y − gt|', 'Σ|y − gt|'], {
    id: 'mae-sum-in-words',
    article: FIRST,
    quote: '他用来表示对当前网络的输出y与目标gt之间误差的绝对值进行求和',
    measure: () => ({
      '(1/N) Σ|y − gt|': exact(mean(distances)),
      'Σ|y − gt|': exact(sum(distances)),
    }),
    rule: (q) => (agree(q['(1/N) Σ|y − gt|'], q['Σ|y − gt|']) ? 'holds' : 'holds with a condition'),
  }),
  defineClaim(['r = −3', 'r = −0.1', 'r = 0', 'r = 0.1', 'r = 3'], {
    id: 'mae-derivative',
    article: FIRST,
    quote: 'MAE对误差的绝对值求导后为常数1或-1，因此求导比较简单。',
    measure: () => {
      const [a = 0, b = 0, c = 0, d = 0, e = 0] = elementSlopes(
        meanAbsoluteError,
        [0, 0, 0, 0, 0],
        [-3, -0.1, 0, 0.1, 3],
      );
      return {
        'r = −3': rounded(a),
        'r = −0.1': rounded(b),
        'r = 0': rounded(c),
        'r = 0.1': rounded(d),
        'r = 3': rounded(e),
      };
    },
    rule: (q) => {
      const away = [q['r = −3'], q['r = −0.1'], q['r = 0.1'], q['r = 3']].every(
        ({ value }) => Math.abs(value) === 1,
      );
      if (!away) return 'does not hold';
      return Math.abs(q['r = 0'].value) === 1 ? 'holds' : 'holds with a condition';
    },
  }),
  defineClaim(['MAE(10 y) / MAE(y)', 'MSE(10 y) / MSE(y)'], {
    id: 'mae-intuitive',
    article: FIRST,
    quote: 'MAE是误差的平均绝对值，更加直观地反映了模型预测的误差程度。',
    measure: () => {
      const tenfold = (values: readonly number[]) => values.map((value) => 10 * value);
      const ratio = (loss: typeof meanAbsoluteError) =>
        rounded(
          meanLoss(loss, tenfold(TARGETS), tenfold(PREDICTIONS)) / meanLoss(loss, TARGETS, PREDICTIONS),
        );
      return {
        'MAE(10 y) / MAE(y)': ratio(meanAbsoluteError),
        'MSE(10 y) / MSE(y)': ratio(meanSquaredError),
      };
    },
    rule: (q) => {
      const inUnits = agree(q['MAE(10 y) / MAE(y)'], exact(10));
      return inUnits && isAbove(q['MSE(10 y) / MSE(y)'], exact(11))
        ? 'holds with a condition'
        : 'does not hold';
    },
  }),
  defineClaim(['Σ|yᵢ − yᵢᵖ| / n, yᵢ = prediction', '(1/n) Σ|sᵢ − yᵢᵖ|'], {
    id: 'mae-symbols',
    article: THIRD,
    quote: 'MAE=∑|yi−yip| / n',
    measure: () => {
      // Its text makes y the vector of predictions and s that of targets.
      const literal = PREDICTIONS.map((prediction) => Math.abs(prediction - prediction));
      return {
        'Σ|yᵢ − yᵢᵖ| / n, yᵢ = prediction': exact(mean(literal)),
        '(1/n) Σ|sᵢ − yᵢᵖ|': exact(mean(distances)),
      };
    },
    rule: (q) =>
      agree(q['Σ|yᵢ − yᵢᵖ| / n, yᵢ = prediction'], q['(1/n) Σ|sᵢ − yᵢᵖ|']) ? 'holds' : 'misprint',
  }),
  defineClaim(['mean', 'sum'], {
    id: 'l1-reductions',
    article: FOURTH,
    quote: '然后我们对 N 个绝对误差可以选择求和或者取平均，这样就得到了一个 Batch 的L1 Loss。',
    measure: () => {
      const difference = (reduction: 'mean' | 'sum', wanted: number) =>
        largestDifference([meanLoss(meanAbsoluteError, TARGETS, PREDICTIONS, { reduction })], [wanted]);
      return {
        mean: difference('mean', mean(distances)),
        sum: difference('sum', sum(distances)),
        'l₁ … l_N': largestDifference(elementLosses(meanAbsoluteError, TARGETS, PREDICTIONS), distances),
      };
    },
    rule: (q) => (isZero(q.mean) && isZero(q.sum) ? 'holds' : 'does not hold'),
  }),
  defineClaim(['−h', '+h'], {
    id: 'l1-kink',
    article: FOURTH,
    quote: 'L1 Loss 的缺点是在0的位置不可导。',
    measure: () => {
      const h = 1e-6;
      return { '−h': exact((Math.abs(0) - Math.abs(-h)) / h), '+h': exact((Math.abs(h) - Math.abs(0)) / h) };
    },
    rule: (q) => (agree(q['−h'], q['+h']) ? 'does not hold' : 'holds'),
  }),
] as const;
