import {
  halfSquaredError,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  smoothL1,
  welsch,
} from '@losskit/losses';

import { FIFTH, FOURTH, SECOND } from '../articles.ts';
import { defineClaim, holdsIf } from '../Claim.ts';
import { drawCluster, localMinima } from '../experiments/localMinima.ts';
import { elementLosses, elementSlopes, meanLoss, spaced } from '../probe.ts';
import { agree, exact, isAbove, isZero, largestDifference, rounded } from '../quantity.ts';

const RESIDUALS = spaced(-4, 4, 81);
const zeros = (residuals: readonly number[]) => residuals.map(() => 0);

/** Huber loss as the articles print it, and its two parts. */
const squaredPart = (r: number) => 0.5 * r ** 2;
const linearPart = (r: number, d: number) => d * (Math.abs(r) - 0.5 * d);
const printedHuber = (r: number, d: number) => (Math.abs(r) <= d ? squaredPart(r) : linearPart(r, d));
/** Smooth L1 as the fourth article prints it. */
const printedSmoothL1 = (r: number, beta: number) =>
  Math.abs(r) < beta ? (0.5 * r ** 2) / beta : Math.abs(r) - 0.5 * beta;

function slopesAt(loss: typeof huber, residuals: readonly number[], options: object = {}): number[] {
  return elementSlopes(loss, zeros(residuals), residuals, options);
}

function huberAgainstFormula() {
  const deltas = [0.5, 1, 2];
  return {
    '|Δ|, δ = 0.5, 1, 2': largestDifference(
      deltas.flatMap((delta) => elementLosses(huber, zeros(RESIDUALS), RESIDUALS, { delta })),
      deltas.flatMap((delta) => RESIDUALS.map((r) => printedHuber(r, delta))),
    ),
  };
}

/** Smallest second difference of the loss: below 0 where it is not convex. */
function leastCurvature(loss: typeof meanSquaredError): number {
  const losses = elementLosses(loss, zeros(RESIDUALS), RESIDUALS);
  return Math.min(
    ...losses.slice(1, -1).map((value, index) => (losses[index] ?? 0) - 2 * value + (losses[index + 2] ?? 0)),
  );
}

export const huberClaims = [
  defineClaim(['Huber', 'MSE', 'Welsch'], {
    id: 'smoothing-non-convex',
    article: SECOND,
    quote: '平滑损失函数是一种由各种非凸函数组成的损失函数，它的特殊之处在于可以减少模型对极端事件的过拟合。',
    measure: () => ({
      Huber: rounded(leastCurvature(huber), 1),
      MSE: rounded(leastCurvature(meanSquaredError), 1),
      Welsch: rounded(leastCurvature(welsch), 1),
    }),
    rule: (q) => (q.Huber.high >= 0 && q.MSE.high >= 0 ? 'does not hold' : 'holds'),
  }),
  defineClaim(['places where the curvature jumps', 'parameters'], {
    id: 'huber-two-thresholds',
    article: SECOND,
    quote: 'Huber损失函数是一种平滑双阈值函数',
    measure: () => {
      const slopes = slopesAt(huber, RESIDUALS);
      const isInside = slopes.slice(1).map((slope, index) => slope - (slopes[index] ?? 0) > 1e-3);
      return {
        'places where the curvature jumps': exact(
          isInside.slice(1).filter((inside, index) => inside !== isInside[index]).length,
        ),
        parameters: exact(Object.keys(huber.declaration.options).length),
      };
    },
    rule: (q) => {
      if (q['places where the curvature jumps'].value !== 2) return 'does not hold';
      return q.parameters.value === 2 ? 'holds' : 'holds with a condition';
    },
  }),
  defineClaim(['slope at 0.1', 'slope at 1', 'slope at 4'], {
    id: 'huber-calm-near-wild-far',
    article: SECOND,
    quote: '它使得模型在接近训练数据时变化不大，而在数据远离训练数据时变化较剧烈。',
    measure: () => {
      const [near = 0, edge = 0, far = 0] = slopesAt(huber, [0.1, 1, 4]);
      return { 'slope at 0.1': rounded(near), 'slope at 1': rounded(edge), 'slope at 4': rounded(far) };
    },
    rule: (q) => {
      if (!isAbove(q['slope at 1'], q['slope at 0.1'])) return 'does not hold';
      return isAbove(q['slope at 4'], q['slope at 1']) ? 'holds' : 'holds with a condition';
    },
  }),
  defineClaim(['Huber, r = 1000', 'MSE, r = 1000', 'Welsch, r = 10'], {
    id: 'smoothing-cures-gradients',
    article: SECOND,
    quote: '平滑损失函数是由一些非凸函数组成的损失函数，特别是在过拟合问题时，可以缓解梯度消失或爆炸的问题。',
    measure: () => ({
      'Huber, r = 1000': rounded(slopesAt(huber, [1000])[0] ?? Number.NaN),
      'MSE, r = 1000': rounded(elementSlopes(meanSquaredError, [0], [1000])[0] ?? Number.NaN),
      'Welsch, r = 10': rounded(elementSlopes(welsch, [0], [10])[0] ?? Number.NaN),
    }),
    rule: (q) => {
      if (!isAbove(q['MSE, r = 1000'], q['Huber, r = 1000'])) return 'does not hold';
      return q['Welsch, r = 10'].high < 1e-6 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['local minima, MSE', 'local minima, Huber', 'local minima, Welsch'], {
    id: 'smoothing-escapes-local-minima',
    article: SECOND,
    quote: '这样就可以使得梯度下降算法不会停留在局部最小值，从而保证模型的鲁棒性和泛化能力。',
    measure: () => {
      const sample = drawCluster();
      return {
        'local minima, MSE': exact(localMinima(meanSquaredError, sample).length),
        'local minima, Huber': exact(localMinima(huber, sample).length),
        'local minima, Welsch': exact(localMinima(welsch, sample).length),
      };
    },
    rule: (q) => holdsIf(q['local minima, Welsch'].value <= q['local minima, MSE'].value),
  }),
  defineClaim(['|Δ|, δ = 0.5, 1, 2'], {
    id: 'huber-formula',
    article: SECOND,
    quote: String.raw`$L=\left\{ \begin{array}{ll}\frac{1}{2}(y-\hat{y})^{2}& |y-\hat{y}|<=d \\ d(|y-\hat{y}| -\frac{1}{2}d)& |y-\hat{y}| > d \end{array}\right.$`,
    measure: huberAgainstFormula,
    rule: (q) => holdsIf(isZero(q['|Δ|, δ = 0.5, 1, 2'])),
  }),
  defineClaim(['Huber, r = 10', 'half of |r|', 'slope'], {
    id: 'huber-half-of-linear',
    article: SECOND,
    quote: '当|y - hat(y)| > d 时，损失函数变成线性误差损失函数的一半。',
    measure: () => ({
      'Huber, r = 10': rounded(meanLoss(huber, [0], [10])),
      'half of |r|': rounded(0.5 * meanLoss(meanAbsoluteError, [0], [10])),
      slope: rounded(slopesAt(huber, [10])[0] ?? Number.NaN),
    }),
    rule: (q) => holdsIf(agree(q['Huber, r = 10'], q['half of |r|']) || agree(q.slope, exact(0.5))),
  }),
  defineClaim(['steps towards the target', 'steps away'], {
    id: 'huber-keeps-predictions-away',
    article: SECOND,
    quote: '同时又可以抑制预测值向真实值靠拢的行为。',
    measure: () => {
      const slopes = slopesAt(huber, RESIDUALS);
      const towards = RESIDUALS.map((r, index) => Math.sign(r) * (slopes[index] ?? 0));
      return {
        'steps towards the target': exact(towards.filter((step) => step > 0).length),
        'steps away': exact(towards.filter((step) => step < 0).length),
      };
    },
    rule: (q) =>
      holdsIf(q['steps away'].value > 0 || q['steps towards the target'].value < RESIDUALS.length / 2),
  }),
  defineClaim(['least rise with |r|'], {
    id: 'smoothing-blind-to-difference',
    article: SECOND,
    quote: '但是，由于它无法直接刻画真实值与预测值的差异，因此在选择平滑参数、调整数据分布等方面需要注意。',
    measure: () => {
      const losses = elementLosses(huber, zeros(RESIDUALS), RESIDUALS).slice(40);
      return {
        'least rise with |r|': exact(Math.min(...losses.slice(1).map((loss, i) => loss - (losses[i] ?? 0)))),
      };
    },
    rule: (q) => holdsIf(q['least rise with |r|'].value <= 0),
  }),
  defineClaim(['|Δ|, δ = 0.5, 1, 2'], {
    id: 'huber-formula-again',
    article: FIFTH,
    quote: String.raw`$L_{\delta}(a) = \begin{cases} \frac{1}{2}a^2 & \text{if } |a| \leq \delta \\ \delta(|a| - \frac{1}{2}\delta) & \text{otherwise} \end{cases}$`,
    measure: huberAgainstFormula,
    rule: (q) => holdsIf(isZero(q['|Δ|, δ = 0.5, 1, 2'])),
  }),
  defineClaim(['jump of the loss at |a| = δ', 'jump of the slope at |a| = δ'], {
    id: 'huber-steps',
    article: FIFTH,
    quote: '对于大于 $\\delta$ 的误差，计算线性部分。',
    measure: () => {
      const [below = 0, above = 0] = slopesAt(huber, [1, 1.0000001]);
      return {
        'jump of the loss at |a| = δ': exact(linearPart(1, 1) - squaredPart(1)),
        'jump of the slope at |a| = δ': rounded(above - below, 1),
      };
    },
    rule: (q) =>
      holdsIf(isZero(q['jump of the loss at |a| = δ']) && isZero(q['jump of the slope at |a| = δ'])),
  }),
  defineClaim(['|Huber(δ = 100) − ½ MSE|', '|Huber(δ = 0.001) / δ − MAE|'], {
    id: 'huber-delta-switches',
    article: FIFTH,
    quote: '其中，$a = y - \\hat{y}$，$\\delta$ 是一个超参数，控制损失函数的切换点。',
    measure: () => ({
      '|Huber(δ = 100) − ½ MSE|': largestDifference(
        elementLosses(huber, zeros(RESIDUALS), RESIDUALS, { delta: 100 }),
        elementLosses(halfSquaredError, zeros(RESIDUALS), RESIDUALS),
      ),
      '|Huber(δ = 0.001) / δ − MAE|': exact(
        Math.max(
          ...elementLosses(huber, zeros(RESIDUALS), RESIDUALS, { delta: 0.001 }).map((loss, index) =>
            Math.abs(loss / 0.001 - Math.abs(RESIDUALS[index] ?? 0)),
          ),
        ),
      ),
    }),
    rule: (q) =>
      holdsIf(isZero(q['|Huber(δ = 100) − ½ MSE|']) && q['|Huber(δ = 0.001) / δ − MAE|'].value < 0.001),
  }),
  defineClaim(['|∂Huber/∂a − clip(a, −δ, δ)|'], {
    id: 'huber-derivative-missing',
    article: FIFTH,
    quote: '通过对 $L_{\\delta}(a)$ 求导',
    measure: () => ({
      '|∂Huber/∂a − clip(a, −δ, δ)|': largestDifference(
        slopesAt(huber, RESIDUALS, { delta: 1.5 }),
        RESIDUALS.map((r) => Math.max(-1.5, Math.min(1.5, r))),
      ),
    }),
    rule: () => 'not measurable here',
  }),
  defineClaim(['|Δ|, β = 0.5, 1, 2'], {
    id: 'smooth-l1-formula',
    article: FOURTH,
    quote: String.raw`$l_{i} = \begin{cases} 0.5 (x_i - y_i)^2/beta, & \text{if } |x_i - y_i| < beta \\ |x_i - y_i| - 0.5 * beta, & \text{otherwise } \end{cases}$`,
    measure: () => {
      const betas = [0.5, 1, 2];
      return {
        '|Δ|, β = 0.5, 1, 2': largestDifference(
          betas.flatMap((beta) => elementLosses(smoothL1, zeros(RESIDUALS), RESIDUALS, { beta })),
          betas.flatMap((beta) => RESIDUALS.map((r) => printedSmoothL1(r, beta))),
        ),
      };
    },
    rule: (q) => holdsIf(isZero(q['|Δ|, β = 0.5, 1, 2'])),
  }),
  defineClaim(['slope at −h', 'slope at 0', 'slope at +h'], {
    id: 'smooth-l1-differentiable',
    article: FOURTH,
    quote: 'SmoothL1 Loss 是在 L1 Loss 进行的修改，使得 L1 Loss 的在 0 的位置变得可导。',
    measure: () => {
      const [left = 0, middle = 0, right = 0] = elementSlopes(smoothL1, [0, 0, 0], [-1e-7, 0, 1e-7]);
      return {
        'slope at −h': rounded(left, 1),
        'slope at 0': rounded(middle, 1),
        'slope at +h': rounded(right, 1),
      };
    },
    rule: (q) =>
      holdsIf(agree(q['slope at −h'], q['slope at +h']) && agree(q['slope at 0'], q['slope at +h'])),
  }),
] as const;
