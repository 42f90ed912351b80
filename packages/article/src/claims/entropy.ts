import { categoricalCrossEntropy, crossEntropy } from '@losskit/losses';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs-core';

import { SECOND, THIRD } from '../articles.ts';
import { defineClaim, holdsIf } from '../Claim.ts';
import { numbersOf, sum } from '../probe.ts';
import { agree, exact, isAbove, isZero, largestDifference, overRepetitions } from '../quantity.ts';
import { softmax } from './softmax.ts';

const TRUE_DISTRIBUTION = [0.7, 0.2, 0.1];
const entropy = (p: readonly number[]) => -sum(p.map((value) => (value === 0 ? 0 : value * Math.log(value))));

export const entropyClaims = [
  defineClaim(['H(p)', 'mean of −log p(x)'], {
    id: 'entropy-mean-self-information',
    article: SECOND,
    quote: '它表示随机变量的平均自信息。',
    measure: () => {
      const stream = randomStream(0, 'self-information');
      const draws = Array.from({ length: 20_000 }, () => {
        const u = stream.uniform();
        const [apple = 0, pear = 0, orange = 0] = TRUE_DISTRIBUTION;
        return -Math.log(u < apple ? apple : u < apple + pear ? pear : orange);
      });
      return { 'H(p)': exact(entropy(TRUE_DISTRIBUTION)), 'mean of −log p(x)': overRepetitions(draws) };
    },
    rule: (q) => holdsIf(agree(q['H(p)'], q['mean of −log p(x)'])),
  }),
  defineClaim(['H([1, 0, 0])', 'H([0.8, 0.1, 0.1])', 'H([⅓, ⅓, ⅓])'], {
    id: 'entropy-grows-with-disorder',
    article: THIRD,
    quote: '如果一个系统越混乱，那么它的熵越大。',
    measure: () => ({
      'H([1, 0, 0])': exact(entropy([1, 0, 0])),
      'H([0.8, 0.1, 0.1])': exact(entropy([0.8, 0.1, 0.1])),
      'H([⅓, ⅓, ⅓])': exact(entropy([1 / 3, 1 / 3, 1 / 3])),
    }),
    rule: (q) =>
      holdsIf(
        isAbove(q['H([⅓, ⅓, ⅓])'], q['H([0.8, 0.1, 0.1])']) &&
          isAbove(q['H([0.8, 0.1, 0.1])'], q['H([1, 0, 0])']),
      ),
  }),
  defineClaim(['|H(uniform over 8) − log 8|'], {
    id: 'entropy-formula',
    article: THIRD,
    quote: 'H§=−∑p(xi)logp(xi)',
    measure: () => {
      const uniform = new Array<number>(8).fill(1 / 8);
      return { '|H(uniform over 8) − log 8|': largestDifference([entropy(uniform)], [Math.log(8)]) };
    },
    rule: (q) => holdsIf(isZero(q['|H(uniform over 8) − log 8|'])),
  }),
  defineClaim(['largest |q − p|', 'CE(p, q)', 'H(p)'], {
    id: 'ce-brings-distributions-together',
    article: THIRD,
    quote: '通过不断尝试缩小两个概率分布的误差，使预测的概率分布尽可能达到真实概率分布。',
    measure: () => {
      let logits = [0, 0, 0];
      for (let step = 0; step < 400; step++) {
        const slopes = numbersOf(() =>
          tf.grad((scores) => crossEntropy(tf.tensor2d([TRUE_DISTRIBUTION]), scores))(tf.tensor2d([logits])),
        );
        logits = logits.map((logit, id) => logit - (slopes[id] ?? 0));
      }
      const q = softmax(logits);
      return {
        'largest |q − p|': exact(
          Math.max(...q.map((value, id) => Math.abs(value - (TRUE_DISTRIBUTION[id] ?? 0)))),
        ),
        'CE(p, q)': exact(-sum(TRUE_DISTRIBUTION.map((p, id) => p * Math.log(q[id] ?? 0)))),
        'H(p)': exact(entropy(TRUE_DISTRIBUTION)),
      };
    },
    rule: (q) => {
      if (q['largest |q − p|'].value > 1e-3) return 'does not hold';
      return q['H(p)'].value > 0 && q['CE(p, q)'].value > 0 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['least', 'largest', '|Σ − 1|'], {
    id: 'softmax-normalizes',
    article: THIRD,
    quote: '需要把输入的这些数值映射为 0-1 之间的实数，并且归一化后能够保证几个数的和为 1。',
    measure: () => {
      const stream = randomStream(0, 'softmax');
      const rows = Array.from({ length: 100 }, () => [0, 1, 2, 3].map(() => stream.normal(0, 50)));
      const values = numbersOf(() => tf.softmax(tf.tensor2d(rows)));
      const sums = rows.map((_, row) => sum(values.slice(4 * row, 4 * row + 4)));
      return {
        least: exact(Math.min(...values)),
        largest: exact(Math.max(...values)),
        '|Σ − 1|': largestDifference(
          sums,
          sums.map(() => 1),
        ),
      };
    },
    rule: (q) => holdsIf(q.least.value >= 0 && q.largest.value <= 1 + 1e-6 && isZero(q['|Σ − 1|'])),
  }),
  defineClaim(['largest ∂softmax/∂z, z = [1000, 0]', 'largest ∂softmax/∂z, z = [1, 0]'], {
    id: 'softmax-better-gradients',
    article: THIRD,
    quote: '一些数值大小范围分布非常广，而为了方便计算，或者使梯度更好的更新',
    measure: () => {
      const slope = (logits: number[]) =>
        exact(
          Math.max(
            ...numbersOf(() =>
              tf.grad((scores) => tf.slice(tf.softmax(scores), 0, 1))(tf.tensor1d(logits)),
            ).map(Math.abs),
          ),
        );
      return {
        'largest ∂softmax/∂z, z = [1000, 0]': slope([1000, 0]),
        'largest ∂softmax/∂z, z = [1, 0]': slope([1, 0]),
      };
    },
    rule: (q) =>
      holdsIf(q['largest ∂softmax/∂z, z = [1000, 0]'].value >= q['largest ∂softmax/∂z, z = [1, 0]'].value),
  }),
  defineClaim(['|softmax loss − CE(p, softmax(z))|'], {
    id: 'softmax-loss-special-case',
    article: THIRD,
    quote:
      '就得到了一个成为 softmax 损失函数（softmax loss）的新函数，也称为 softmax with cross-entropy loss，它是交叉熵损失函数的一个特例。',
    measure: () => {
      const stream = randomStream(0, 'softmax loss');
      const rows = Array.from({ length: 50 }, () => [0, 1, 2].map(() => stream.normal(0, 2)));
      const labels = rows.map((_, row) => row % 3);
      return {
        '|softmax loss − CE(p, softmax(z))|': largestDifference(
          numbersOf(() =>
            crossEntropy(tf.tensor1d(labels, 'int32'), tf.tensor2d(rows), { reduction: 'none' }),
          ),
          numbersOf(() =>
            categoricalCrossEntropy(tf.tensor1d(labels, 'int32'), tf.tensor2d(rows.map(softmax)), {
              reduction: 'none',
            }),
          ),
        ),
      };
    },
    rule: (q) => holdsIf(isZero(q['|softmax loss − CE(p, softmax(z))|'])),
  }),
] as const;
