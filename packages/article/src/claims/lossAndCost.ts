import { halfSquaredError, huber, meanAbsoluteError, meanSquaredError, zeroOne } from '@losskit/losses';
import * as tf from '@tensorflow/tfjs-core';
import { allOf } from '../Answer.ts';
import { FIRST, SECOND, THIRD } from '../articles.ts';
import { defineClaim, holdsIf, holdsWithin } from '../Claim.ts';
import {
  absoluteGradient,
  descendLine,
  leastSquaresLine,
  lineError,
  linePoints,
} from '../experiments/descendLine.ts';
import { differenceBetween } from '../experiments/differenceBetween.ts';
import { meanOverSeeds } from '../experiments/meanOverSeeds.ts';
import { errorsByDegree } from '../experiments/polynomialFits.ts';
import {
  elementLosses,
  elementSlopes,
  mean,
  meanLoss,
  numberOf,
  numbersOf,
  slopesOf,
  spaced,
} from '../probe.ts';
import { exact, exceeds, isAbove, isMore, isZero, largestDifference, rounded } from '../quantity.ts';

const TARGETS = [1, -2, 0.5, 3];
const PREDICTIONS = [2.5, -2.25, 0.5, -1];

/** Number of places where the loss does not rise as the prediction moves away from the target. */
function flatSteps(losses: readonly number[]): number {
  return losses.slice(1).filter((loss, index) => loss <= (losses[index] ?? 0)).length;
}

export const lossAndCostClaims = [
  defineClaim(['MAE', 'MSE', 'Huber', '0–1'], {
    id: 'loss-grows-with-distance',
    article: FIRST,
    quote: '当预测值和目标值差距远的时候，对应的损失值就大，相反如果距离近，损失值就小。',
    measure: () => {
      const gaps = spaced(0, 5, 51);
      const flat = (loss: typeof meanSquaredError) =>
        exact(
          flatSteps(
            elementLosses(
              loss,
              gaps.map(() => 0),
              gaps,
            ),
          ),
        );
      const zeroOneLosses = gaps.map(
        (gap) =>
          numbersOf(() => zeroOne(tf.tensor1d([0], 'int32'), tf.tensor2d([[1, gap]])))[0] ?? Number.NaN,
      );
      return {
        MAE: flat(meanAbsoluteError),
        MSE: flat(meanSquaredError),
        Huber: flat(huber),
        '0–1': exact(flatSteps(zeroOneLosses)),
      };
    },
    rule: (q) => {
      if ([q.MAE, q.MSE, q.Huber].some(({ value }) => value > 0)) return 'does not hold';
      return q['0–1'].value > 0 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['train, degree 3', 'train, degree 12', 'test, degree 3', 'test, degree 12'], {
    id: 'smaller-loss-better-model',
    article: FIRST,
    quote: '当损失函数的值越小，说明模型的预测结果越接近真实值，模型的性能越好。',
    measure: fitErrors,
    rule: (q) =>
      holdsWithin(
        exceeds(q['train, degree 3'], q['train, degree 12']),
        exceeds(q['test, degree 12'], q['test, degree 3']),
      ),
  }),
  defineClaim(['test, degree 0', 'test, degree 3', 'test, degree 12'], {
    id: 'minimizing-generalizes',
    article: FIRST,
    quote: '在训练过程中，模型通过最小化损失函数来调整权重和偏置等参数，从而提高模型的准确性和泛化能力。',
    measure: fitErrors,
    rule: (q) =>
      holdsWithin(
        exceeds(q['test, degree 0'], q['test, degree 3']),
        exceeds(q['test, degree 12'], q['test, degree 3']),
      ),
  }),
  defineClaim(['MSE: off by', 'MAE: off by', 'MAE: off by, step ÷ 10'], {
    id: 'mse-for-gradient-descent',
    article: FIRST,
    quote: 'MSE的平方项是可导的，因此可以使用梯度下降等优化算法进行训练和优化。',
    measure: async () => {
      const points = await linePoints(0);
      const best = leastSquaresLine(points);
      const last = (path: readonly { intercept: number; slope: number }[]) => path.at(-1) ?? best;
      const off = (one: { slope: number }, other: { slope: number }) =>
        exact(Math.abs(one.slope - other.slope));
      // What absolute values fit, by steps that become ever smaller.
      const still = last(descendLine(points, 0.005, 10_000, absoluteGradient));
      return {
        'MSE: off by': off(last(descendLine(points, 0.3, 400)), best),
        'MAE: off by': off(last(descendLine(points, 0.3, 400, absoluteGradient)), still),
        'MAE: off by, step ÷ 10': off(last(descendLine(points, 0.03, 4000, absoluteGradient)), still),
      };
    },
    rule: (q) => {
      if (q['MSE: off by'].value > 1e-9) return 'does not hold';
      return q['MAE: off by'].value < 1 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['loss rises by', '|Δ gradient|'], {
    id: 'loss-is-a-speed',
    article: SECOND,
    quote: '损失函数表达了模型在训练过程中目标函数的降低速度，损失函数越小，代表模型越精准。',
    measure: () => {
      const square = (add: number) => (r: tf.Tensor) => tf.add(tf.square(r), add);
      const [plain = 0, raised = 0] = [0, 5].map((add) => numberOf(() => square(add)(tf.scalar(1.5))));
      return {
        'loss rises by': rounded(raised - plain),
        '|Δ gradient|': largestDifference(slopesOf(square(5), TARGETS), slopesOf(square(0), TARGETS)),
      };
    },
    rule: (q) => holdsIf(!(q['loss rises by'].value > 0 && isZero(q['|Δ gradient|']))),
  }),
  defineClaim(['MSE, first step', 'MSE, last step'], {
    id: 'training-is-minimizing',
    article: THIRD,
    quote: '训练模型的过程，实际就是优化损失函数的过程',
    measure: async () => {
      const points = await linePoints(0.1);
      const path = descendLine(points, 0.1, 200);
      const at = (index: number) => exact(lineError(points, path.at(index) ?? { intercept: 0, slope: 0 }));
      return { 'MSE, first step': at(0), 'MSE, last step': at(-1) };
    },
    rule: (q) => holdsIf(isAbove(q['MSE, first step'], q['MSE, last step'])),
  }),
  defineClaim(['smallest (F − f)²', 'smallest F − f'], {
    id: 'square-is-positive',
    article: THIRD,
    quote: '这里 F(x) 和 f(x) 的差距的平方和，是为了保证两者的误差是一个正值，方便后续的计算。',
    measure: () => {
      const gaps = spaced(-3, 3, 61);
      return {
        'smallest (F − f)²': exact(
          Math.min(
            ...elementLosses(
              meanSquaredError,
              gaps.map(() => 0),
              gaps,
            ),
          ),
        ),
        'smallest F − f': exact(Math.min(...gaps)),
      };
    },
    rule: (q) => {
      if (q['smallest (F − f)²'].value < 0) return 'does not hold';
      return q['smallest (F − f)²'].value === 0 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['|Δ|'], {
    id: 'cost-formula',
    article: THIRD,
    quote: '∑(F(x)−f(x))^2 / N',
    measure: () => ({
      '|Δ|': largestDifference(
        [meanLoss(meanSquaredError, TARGETS, PREDICTIONS)],
        [mean(TARGETS.map((target, index) => (target - (PREDICTIONS[index] ?? 0)) ** 2))],
      ),
    }),
    rule: (q) => holdsIf(isZero(q['|Δ|'])),
  }),
  defineClaim(['|mean of losses − cost|', 'losses', 'costs'], {
    id: 'loss-per-sample-cost-of-all',
    article: THIRD,
    quote: '只需要知道，损失函数是单个样本点的误差，代价函数是所有样本点的误差。',
    measure: () => {
      const losses = elementLosses(meanSquaredError, TARGETS, PREDICTIONS);
      const cost = meanLoss(meanSquaredError, TARGETS, PREDICTIONS);
      return {
        losses: exact(losses.length),
        costs: exact([cost].length),
        '|mean of losses − cost|': largestDifference([mean(losses)], [cost]),
      };
    },
    rule: (q) => holdsIf(isZero(q['|mean of losses − cost|']) && q.losses.value > q.costs.value),
  }),
  defineClaim(['mean: off by', 'sum: off by'], {
    id: 'no-need-to-distinguish',
    article: THIRD,
    quote: '在实际的应用中，并不需要严格区分损失函数和代价函数。',
    measure: async () => {
      const points = await linePoints(0);
      const best = leastSquaresLine(points);
      const off = (learningRate: number) => {
        const { slope } = descendLine(points, learningRate, 100).at(-1) ?? best;
        return exact(Math.min(1e9, Math.abs(slope - best.slope)));
      };
      // The gradient of the sum is N times that of the mean.
      return { 'mean: off by': off(0.3), 'sum: off by': off(0.3 * points.xs.length) };
    },
    rule: (q) => {
      if (q['mean: off by'].value > 0.01) return 'does not hold';
      return isAbove(q['sum: off by'], exact(1)) ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['right', 'wrong'], {
    id: 'zero-one-values',
    article: THIRD,
    quote: '如果模型预测对了，损失函数的值就为 0，因为没有误差；如果模型预测错了，那么损失函数的值就为 1。',
    measure: () => {
      const loss = (label: number) =>
        exact(
          numbersOf(() => zeroOne(tf.tensor1d([label], 'int32'), tf.tensor2d([[0.2, 0.3, 0.5]])))[0] ??
            Number.NaN,
        );
      return { right: loss(2), wrong: loss(0) };
    },
    rule: (q) => holdsIf(q.right.value === 0 && q.wrong.value === 1),
  }),
  defineClaim(['largest slope by autograd', 'jump where the class changes', 'accuracy, CE − 0–1', 'margin'], {
    id: 'zero-one-gradient',
    article: THIRD,
    quote: '可是 0-1 损失函数的导数值是 0（常数的导数为 0）。',
    measure: ({ fruit }) => {
      const scores = [
        [2, 1, 0],
        [0, 1, 1.0001],
        [-3, 5, 2],
      ];
      const slopes = numbersOf(() =>
        tf.grad((logits) => tf.sum(zeroOne(tf.tensor1d([0, 1, 2], 'int32'), logits)))(tf.tensor2d(scores)),
      );
      const [before = 0, after = 0] = [0.999, 1.001].map(
        (score) =>
          numbersOf(() => zeroOne(tf.tensor1d([0], 'int32'), tf.tensor2d([[1, score]])))[0] ?? Number.NaN,
      );
      return {
        'largest slope by autograd': exact(Math.max(...slopes.map(Math.abs))),
        'jump where the class changes': exact(after - before),
        'accuracy, 0–1': meanOverSeeds(fruit, 'zeroOne', 'accuracy'),
        'accuracy, CE': meanOverSeeds(fruit, 'crossEntropy', 'accuracy'),
        'accuracy, CE − 0–1': differenceBetween(fruit, 'crossEntropy', 'zeroOne'),
        margin: exact(fruit.margin),
      };
    },
    rule: (q) =>
      holdsWithin(
        allOf([q['largest slope by autograd'].value === 0, isMore(q['accuracy, CE − 0–1'], q.margin)]),
        q['jump where the class changes'].value !== 0,
      ),
  }),
  defineClaim(['|∂(½ r²)/∂r − r|'], {
    id: 'half-for-the-derivative',
    article: THIRD,
    quote: '有时候，我们会在损失函数中加入一个 1/2 的系数，这是为了求导的时候能够跟平方项的系数约掉。',
    measure: () => {
      const residuals = spaced(-4, 4, 17);
      return {
        '|∂(½ r²)/∂r − r|': largestDifference(
          elementSlopes(
            halfSquaredError,
            residuals.map(() => 0),
            residuals,
          ),
          residuals,
        ),
      };
    },
    rule: (q) => holdsIf(isZero(q['|∂(½ r²)/∂r − r|'])),
  }),
  defineClaim([], {
    id: 'usual-losses',
    article: FIRST,
    quote: '例如分类问题常用交叉熵损失函数，回归问题常用均方误差损失函数等。',
    measure: () => ({}),
    rule: () => 'not measurable here',
  }),
] as const;

function fitErrors() {
  const errors = errorsByDegree();
  const of = (degree: number, part: 'train' | 'test') => errors[degree]?.errors[part] ?? exact(Number.NaN);
  return {
    'train, degree 3': of(3, 'train'),
    'train, degree 12': of(12, 'train'),
    'test, degree 0': of(0, 'test'),
    'test, degree 3': of(3, 'test'),
    'test, degree 12': of(12, 'test'),
  };
}
