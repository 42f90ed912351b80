import { oneHotRows } from '@losskit/data';
import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  categoricalCrossEntropy,
  crossEntropy,
  zeroOne,
} from '@losskit/losses';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs-core';

import { FIRST, SECOND } from '../articles.ts';
import { defineClaim, holdsInParts, holdsWithin } from '../Claim.ts';
import { differenceBetween } from '../experiments/differenceBetween.ts';
import { meanOverSeeds } from '../experiments/meanOverSeeds.ts';
import { meanLoss, numberOf, numbersOf, sum } from '../probe.ts';
import { agree, exact, exceeds, isAbove, isMore, isZero, largestDifference, rounded } from '../quantity.ts';

/** The first article's output of the network, for apple, pear and orange. */
export const OUTPUT = [0.2, 0.3, 0.5];

export const classClaims = [
  defineClaim(['|Δ|'], {
    id: 'one-hot-fruits',
    article: FIRST,
    quote: '苹果：[1,0,0]',
    measure: () => ({
      '|Δ|': largestDifference(
        oneHotRows({ values: Int32Array.of(0, 1, 2), rowShape: [] }, 3).values,
        [1, 0, 0, 0, 1, 0, 0, 0, 1],
      ),
    }),
    rule: (q) => (isZero(q['|Δ|']) ? 'holds' : 'does not hold'),
  }),
  defineClaim(['different entries'], {
    id: 'one-hot-continuous',
    article: FIRST,
    quote: 'one-hot编码的目的是为了将离散的类别转化为连续的向量，便于计算和处理。',
    measure: () => ({
      'different entries': exact(
        new Set(oneHotRows({ values: Int32Array.of(0, 1, 2), rowShape: [] }, 3).values).size,
      ),
      '‖eᵢ − eⱼ‖': exact(Math.sqrt(2)),
    }),
    rule: (q) => (q['different entries'].value > 2 ? 'holds' : 'does not hold'),
  }),
  defineClaim(['scores in [0, 1]', 'softmax in [0, 1]', '|Σ softmax − 1|'], {
    id: 'outputs-are-probabilities',
    article: FIRST,
    quote: '我们让网络输出也3个值，每个值为0-1之间的数字，表示对应这个类的概率，组成一个长度为3的一维向量。',
    measure: () => {
      const stream = randomStream(0, 'scores');
      const scores = Array.from({ length: 200 }, () => [0, 1, 2].map(() => stream.normal(0, 2)));
      const share = (rows: number[][]) => {
        const all = rows.flat();
        return exact(all.filter((value) => value >= 0 && value <= 1).length / all.length);
      };
      const rows = numbersOf(() => tf.softmax(tf.tensor2d(scores)));
      const sums = scores.map((_, row) => sum(rows.slice(3 * row, 3 * row + 3)));
      return {
        'scores in [0, 1]': share(scores),
        'softmax in [0, 1]': share([rows]),
        '|Σ softmax − 1|': largestDifference(
          sums,
          sums.map(() => 1),
        ),
      };
    },
    rule: (q) => {
      if (q['softmax in [0, 1]'].value < 1 || !isZero(q['|Σ softmax − 1|'])) return 'does not hold';
      return q['scores in [0, 1]'].value < 1 ? 'holds with a condition' : 'holds';
    },
  }),
  defineClaim(['[1, 0, 0]', '[0, 1, 0]', '[0, 0, 1]'], {
    id: 'most-probable-class',
    article: FIRST,
    quote: '一般认为概率最大的类别就是网络最终猜测的类别。',
    measure: () => {
      // What each guess is expected to cost if the output is true and a wrong answer costs 1.
      const [apple = 0, pear = 0, orange = 0] = OUTPUT.map((p) => 1 - p);
      return { '[1, 0, 0]': exact(apple), '[0, 1, 0]': exact(pear), '[0, 0, 1]': exact(orange) };
    },
    rule: (q) =>
      isAbove(q['[1, 0, 0]'], q['[0, 0, 1]']) && isAbove(q['[0, 1, 0]'], q['[0, 0, 1]'])
        ? 'holds'
        : 'does not hold',
  }),
  defineClaim(['CE([1, 0, 0])', 'CE([0, 1, 0])', 'CE([0, 0, 1])'], {
    id: 'probability-between-vectors',
    article: FIRST,
    quote: '之后就可以计算输出的向量和标准向量之间的概率了。',
    measure: () => {
      const loss = (target: number[]) =>
        rounded(numberOf(() => categoricalCrossEntropy(tf.tensor2d([target]), tf.tensor2d([OUTPUT]))));
      return {
        'CE([1, 0, 0])': loss([1, 0, 0]),
        'CE([0, 1, 0])': loss([0, 1, 0]),
        'CE([0, 0, 1])': loss([0, 0, 1]),
      };
    },
    // A probability is never above 1.
    rule: (q) => (isAbove(q['CE([1, 0, 0])'], exact(1)) ? 'misprint' : 'holds'),
  }),
  defineClaim(['bytes, one-hot', 'bytes, class ids', '|Δ|'], {
    id: 'one-hot-needs-room',
    article: FIRST,
    quote: '如果类别数量很多，one-hot编码会导致向量维度过高，从而增加计算量和存储空间。',
    measure: () => {
      const classes = 1000;
      const labels = Int32Array.from({ length: 64 }, (_, row) => (row * 37) % classes);
      const rows = oneHotRows({ values: labels, rowShape: [] }, classes).values;
      const stream = randomStream(0, 'many classes');
      const logits = Float32Array.from({ length: 64 * classes }, () => stream.normal());
      const scores = () => tf.tensor2d(logits, [64, classes]);
      return {
        'bytes, one-hot': exact(rows.byteLength),
        'bytes, class ids': exact(labels.byteLength),
        '|Δ|': largestDifference(
          [numberOf(() => crossEntropy(tf.tensor2d(rows, [64, classes]), scores()))],
          [numberOf(() => crossEntropy(tf.tensor1d(labels, 'int32'), scores()))],
        ),
      };
    },
    rule: (q) =>
      isAbove(q['bytes, one-hot'], q['bytes, class ids']) && isZero(q['|Δ|']) ? 'holds' : 'does not hold',
  }),
  defineClaim(['softmax CE', 'Σ binary CE'], {
    id: 'multiclass-is-binary',
    article: FIRST,
    quote: '我们上文提到的多分类任务默认是 多分类问题中的二分类任务。',
    measure: () => {
      const scores = [1, -0.5, 2];
      const target = [0, 0, 1];
      return {
        'softmax CE': rounded(numberOf(() => crossEntropy(tf.tensor2d([target]), tf.tensor2d([scores])))),
        'Σ binary CE': rounded(
          numberOf(() =>
            binaryCrossEntropyWithLogits(tf.tensor1d(target), tf.tensor1d(scores), { reduction: 'sum' }),
          ),
        ),
      };
    },
    rule: (q) => (agree(q['softmax CE'], q['Σ binary CE']) ? 'holds' : 'does not hold'),
  }),
  defineClaim(['ŷ = [0.99, 0.01, 0.01]', 'ŷ = [0.99, 0.99, 0.01]'], {
    id: 'either-fruit-is-right',
    article: FIRST,
    quote: '与之相对的可能存在一张图既有苹果又有梨，那么网络预测哪个都对，gt也应该是两种类别都置1',
    measure: () => {
      const loss = (row: number[]) =>
        rounded(meanLoss(binaryCrossEntropy, [1, 1, 0], row, { reduction: 'sum' }));
      return {
        'ŷ = [0.99, 0.01, 0.01]': loss([0.99, 0.01, 0.01]),
        'ŷ = [0.99, 0.99, 0.01]': loss([0.99, 0.99, 0.01]),
      };
    },
    rule: (q) =>
      isAbove(q['ŷ = [0.99, 0.01, 0.01]'], q['ŷ = [0.99, 0.99, 0.01]']) ? 'does not hold' : 'holds',
  }),
  defineClaim(['all right, sigmoid CE', 'sigmoid CE − softmax CE', 'margin'], {
    id: 'multi-label-by-cross-entropy',
    article: FIRST,
    quote: '这种也能使用交叉熵损失函数计算，但我们目前先不考虑这种情况。',
    measure: ({ bowls }) => ({
      'all right, sigmoid CE': meanOverSeeds(bowls, 'binaryCrossEntropyWithLogits', 'allRight'),
      'all right, softmax CE': meanOverSeeds(bowls, 'crossEntropy', 'allRight'),
      'sigmoid CE − softmax CE': differenceBetween(bowls, 'binaryCrossEntropyWithLogits', 'crossEntropy'),
      margin: exact(bowls.margin),
    }),
    rule: (q) =>
      holdsWithin(
        // One of seven sets, all equally common, would be guessed right by chance.
        exceeds(q['all right, sigmoid CE'], exact(1 / 7)),
        isMore(q['sigmoid CE − softmax CE'], q.margin),
      ),
  }),
  defineClaim(['p > 0.9', 'AUC', 'refused'], {
    id: 'unknown-class-inherent',
    article: FIRST,
    quote: '这是分类任务固有的弊端，我们暂时不考虑这种情况',
    measure: ({ unknownFruit }) => {
      const [softmaxed] = unknownFruit.losses;
      if (!softmaxed) throw new RangeError('unknownFruit: expected at least one loss, got none.');
      return { 'p > 0.9': softmaxed.sure, AUC: softmaxed.auc, refused: softmaxed.refused };
    },
    rule: (q) =>
      holdsWithin(
        exceeds(q['p > 0.9'], exact(0.05)),
        // From there on a threshold would tell the unknown from the known.
        exceeds(q.AUC, exact(0.9)),
      ),
  }),
  defineClaim(['CE − MAE', 'CE − MSE', 'margin'], {
    id: 'ce-best-for-classes',
    article: FIRST,
    quote: '一般在多分类任务中，交叉熵函数比上文介绍的MAE和MSE效果好。',
    measure: ({ fruit }) => ({
      'CE − MAE': differenceBetween(fruit, 'crossEntropy', 'meanAbsoluteError'),
      'CE − MSE': differenceBetween(fruit, 'crossEntropy', 'meanSquaredError'),
      CE: meanOverSeeds(fruit, 'crossEntropy', 'accuracy'),
      MAE: meanOverSeeds(fruit, 'meanAbsoluteError', 'accuracy'),
      MSE: meanOverSeeds(fruit, 'meanSquaredError', 'accuracy'),
      margin: exact(fruit.margin),
    }),
    rule: (q) => holdsInParts([q['CE − MAE'], q['CE − MSE']].map((lead) => isMore(lead, q.margin))),
  }),
  defineClaim(['p = 0.51', 'p = 0.99'], {
    id: 'zero-one-ignores-distribution',
    article: SECOND,
    quote: '传统上使用的是0-1损失函数（即误分类代价），但该损失函数忽略了概率分布的差异。',
    measure: () => {
      const loss = (p: number) =>
        exact(
          numberOf(() => zeroOne(tf.tensor1d([0], 'int32'), tf.tensor2d([[Math.log(p), Math.log(1 - p)]]))),
        );
      return { 'p = 0.51': loss(0.51), 'p = 0.99': loss(0.99) };
    },
    rule: (q) => (agree(q['p = 0.51'], q['p = 0.99']) ? 'holds' : 'does not hold'),
  }),
] as const;
