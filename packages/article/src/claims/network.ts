import { binaryCrossEntropyWithLogits, meanSquaredError } from '@losskit/losses';
import { macroF1 } from '@losskit/metrics';
import { train } from '@losskit/trainer';
import { sgd } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs-core';

import { FIFTH, SECOND, THIRD } from '../articles.ts';
import { defineClaim, holdsIf } from '../Claim.ts';
import {
  descendLine,
  leastSquaresLine,
  lineError,
  lineGradient,
  linePoints,
} from '../experiments/descendLine.ts';
import { backpropagate, makeNetwork, networkLoss, networkSlopes } from '../experiments/smallNetwork.ts';
import { differenceQuotient, numbersOf } from '../probe.ts';
import { exact, isAbove, isZero, largestDifference } from '../quantity.ts';

const LEARNING_RATE = 0.1;
const STEPS = 100;

/** Trains the line with losskit's step and returns (θ0, θ1) after every step. */
async function trainedPath(): Promise<number[]> {
  const { xs, ys } = await linePoints(0.1);
  const intercept = tf.variable(tf.scalar(0));
  const slope = tf.variable(tf.scalar(0));
  const batch = { inputs: tf.tensor1d([...xs]), targets: tf.tensor1d([...ys]) };
  const path: number[] = [];
  const progress = train({
    model: {
      variables: { intercept, slope },
      predict: (x: tf.Tensor) => tf.add(intercept, tf.mul(slope, x)),
    },
    batches: new Array(STEPS).fill(batch),
    loss: meanSquaredError,
    optimizer: sgd({ learningRate: LEARNING_RATE }),
    readEvery: 1,
  });
  for await (const _ of progress) path.push(intercept.dataSync()[0] ?? 0, slope.dataSync()[0] ?? 0);
  tf.dispose([intercept, slope, batch.inputs, batch.targets]);
  return path;
}

async function againstTrainer() {
  const path = descendLine(await linePoints(0.1), LEARNING_RATE, STEPS).slice(1);
  return {
    '|Δθ| over 100 steps': largestDifference(
      await trainedPath(),
      path.flatMap(({ intercept, slope }) => [intercept, slope]),
    ),
  };
}

export const networkClaims = [
  defineClaim(['F1 moves by', 'CE moves by'], {
    id: 'f1-as-a-loss',
    article: SECOND,
    quote:
      '比如二分类问题中的交叉熵损失函数、多标签问题中的F1-score等都可以很好的刻画预测值和真实值之间的差距',
    measure: () => {
      const f1 = (shift: number) => {
        const state = macroF1.create();
        const ones = [0.9, 0.7, 0.4, 0.2].map((p) => p + shift);
        state.update({
          labels: Int32Array.of(1, 1, 0, 0),
          probabilities: Float32Array.from(ones.flatMap((p) => [1 - p, p])),
          classes: 2,
        });
        return state.compute();
      };
      const ce = (shift: number) =>
        numbersOf(() =>
          binaryCrossEntropyWithLogits(tf.tensor1d([1, 1, 0, 0]), tf.add([2, 0.8, -0.4, -1.4], shift)),
        )[0] ?? 0;
      return {
        'F1 moves by': exact(Math.abs(f1(0.01) - f1(0))),
        'CE moves by': exact(Math.abs(ce(0.01) - ce(0))),
      };
    },
    rule: (q) => {
      if (q['CE moves by'].value === 0) return 'does not hold';
      return q['F1 moves by'].value === 0 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['weight grows', 'output changes by'], {
    id: 'weights-are-importance',
    article: THIRD,
    quote: '神经元之间的连线，表示神经元之间连接的权重，通过权重就会知道网络中每个节点的重要程度。',
    measure: () => {
      const network = makeNetwork();
      // relu(10 w x) · v / 10 is the same function with a weight ten times as large.
      const scaled = {
        hidden: network.hidden.map((row, unit) => (unit === 0 ? row.map((weight) => 10 * weight) : row)),
        output: network.output.map((weight, unit) => (unit === 0 ? weight / 10 : weight)),
      };
      return {
        'weight grows': exact((scaled.hidden[0]?.[0] ?? 0) / (network.hidden[0]?.[0] ?? 1)),
        'output changes by': largestDifference([networkLoss(scaled)], [networkLoss(network)]),
      };
    },
    rule: (q) => holdsIf(!(isAbove(q['weight grows'], exact(2)) && isZero(q['output changes by']))),
  }),
  defineClaim(['rising steps, η = 0.1', 'rising steps, η = 1.2'], {
    id: 'loss-falls-all-the-time',
    article: THIRD,
    quote: '模型就是通过不断地减小损失函数值的方式来进行学习的。',
    measure: async () => {
      const points = await linePoints(0.1);
      const rising = (learningRate: number) => {
        const losses = descendLine(points, learningRate, 40).map((line) => lineError(points, line));
        return exact(losses.slice(1).filter((loss, step) => loss > (losses[step] ?? 0) + 1e-9).length);
      };
      return { 'rising steps, η = 0.1': rising(0.1), 'rising steps, η = 1.2': rising(1.2) };
    },
    rule: (q) => {
      if (q['rising steps, η = 0.1'].value > 0) return 'does not hold';
      return q['rising steps, η = 1.2'].value > 0 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['|backpropagation − autograd|', '|backpropagation − differences|'], {
    id: 'backpropagation',
    article: THIRD,
    quote: '即从输出层向隐藏层传递并最后到达输入层。',
    measure: () => {
      const network = makeNetwork();
      const byHand = backpropagate(network);
      const moved = (weight: number) =>
        networkLoss({
          ...network,
          output: network.output.map((value, unit) => (unit === 0 ? weight : value)),
        });
      return {
        '|backpropagation − autograd|': largestDifference(networkSlopes(network), byHand.all),
        '|backpropagation − differences|': largestDifference(
          [differenceQuotient(moved, network.output[0] ?? 0)],
          [byHand.output[0] ?? Number.NaN],
        ),
      };
    },
    rule: (q) =>
      holdsIf(isZero(q['|backpropagation − autograd|']) && isZero(q['|backpropagation − differences|'])),
  }),
  defineClaim(['|Δθ| over 100 steps'], {
    id: 'descent-rule',
    article: FIFTH,
    quote: String.raw`$\theta := \theta - \eta \nabla_{\theta} L(\theta)$`,
    measure: againstTrainer,
    rule: (q) => holdsIf(isZero(q['|Δθ| over 100 steps'])),
  }),
  defineClaim(['|θ − least squares|', 'iterations'], {
    id: 'descent-reaches-the-minimum',
    article: FIFTH,
    quote: '更新后的参数用于下一次预测和误差计算，直到损失函数收敛到最小值或达到预设的迭代次数。',
    measure: async () => {
      const points = await linePoints(0.1);
      const best = leastSquaresLine(points);
      const path = descendLine(points, 0.3, 500);
      const off = path.map(({ intercept, slope }) =>
        Math.max(Math.abs(intercept - best.intercept), Math.abs(slope - best.slope)),
      );
      return {
        '|θ − least squares|': exact(off.at(-1) ?? Number.NaN),
        iterations: exact(off.findIndex((distance) => distance < 1e-6)),
      };
    },
    rule: (q) => holdsIf(q['|θ − least squares|'].value < 1e-9),
  }),
  defineClaim(['|formula − autograd|', '|formula − differences|'], {
    id: 'mse-gradient-intercept',
    article: FIFTH,
    quote: String.raw`$\frac{\partial L_{MSE}}{\partial \theta_0} = -\frac{2}{n} \sum_{i=1}^{n} (y_i - \hat{y}_i)$`,
    measure: () => lineSlopes('intercept'),
    rule: (q) => holdsIf(isZero(q['|formula − autograd|']) && isZero(q['|formula − differences|'])),
  }),
  defineClaim(['|formula − autograd|', '|formula − differences|'], {
    id: 'mse-gradient-slope',
    article: FIFTH,
    quote: String.raw`$\frac{\partial L_{MSE}}{\partial \theta_1} = -\frac{2}{n} \sum_{i=1}^{n} (y_i - \hat{y}_i) x_i$`,
    measure: () => lineSlopes('slope'),
    rule: (q) => holdsIf(isZero(q['|formula − autograd|']) && isZero(q['|formula − differences|'])),
  }),
] as const;

async function lineSlopes(parameter: 'intercept' | 'slope') {
  const points = await linePoints(0.1);
  const line = { intercept: 1, slope: -0.5 };
  const formula = lineGradient(points, line)[parameter];
  const autograd = numbersOf(() => {
    const xs = tf.tensor1d([...points.xs]);
    const slopes = tf.grads((intercept: tf.Tensor, slope: tf.Tensor) =>
      meanSquaredError(tf.tensor1d([...points.ys]), tf.add(intercept, tf.mul(slope, xs))),
    )([tf.scalar(line.intercept), tf.scalar(line.slope)]);
    return tf.stack(slopes);
  });
  const moved = (value: number) => lineError(points, { ...line, [parameter]: value });
  return {
    '|formula − autograd|': largestDifference(
      [autograd[parameter === 'intercept' ? 0 : 1] ?? Number.NaN],
      [formula],
    ),
    '|formula − differences|': largestDifference([differenceQuotient(moved, line[parameter])], [formula]),
  };
}
