import { type FloatRows, type Rows, rowSize } from '@losskit/data';
import { METRICS, meanAveragePrecision, meanReciprocalRank, ndcg, type RankingBatch } from '@losskit/metrics';
import type { Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import { PADDING } from './padding.ts';
import type { TargetKind } from './TargetKind.ts';
import { oneOutput, valueProblem } from './values.ts';

/** [rows, items, 1] becomes [rows, items]. */
function scoresOf(outputs: Tensors, items: number): tf.Tensor {
  return tf.reshape(oneOutput(outputs), [-1, items]);
}

/** Lists without what fills them up. */
function listsOf(relevances: Rows, scores: FloatRows): RankingBatch {
  const items = rowSize(relevances);
  const rows = Array.from({ length: relevances.values.length / items }, (_, row) => row * items);
  const itemsAt = (start: number) =>
    Array.from({ length: items }, (_, item) => start + item).filter(
      (place) => relevances.values[place] !== PADDING,
    );
  const take = ({ values }: Rows, start: number) =>
    Float64Array.from(itemsAt(start), (place) => values[place] ?? 0);
  return {
    relevances: rows.map((start) => take(relevances, start)),
    scores: rows.map((start) => take(scores, start)),
  };
}

/**
 * Lists of items of which the relevant ones are to come first, such as what a search found: a row is a list, its targets the
 * relevances ≥ 0 of its items, shorter lists filled up with −1, against a score for each item. Losses of real values see
 * scores as guesses of the relevances.
 */
export const ranking: TargetKind<RankingBatch> = {
  name: 'ranking',
  dtype: 'float32',
  standardLoss: 'rankingSoftmax',
  commonLosses: [
    'rankingSoftmax',
    'listMle',
    'lambdaLoss',
    'approxNdcg',
    'pairwiseLogistic',
    'meanSquaredError',
  ],
  learningRates: [0.001, 0.003, 0.01, 0.03, 0.1],
  padsTargets: true,
  fits: ({ target, prediction, layout }) =>
    layout.inputs.length === 2 &&
    (target === 'relevances' || (target === 'continuous' && prediction === 'values')),
  shapeOf: ({ rowShape }) => ({ rowShape, width: 1 }),
  problemOf: (targets) =>
    targets.rowShape.length === 1
      ? valueProblem(
          targets,
          `relevances of at least 0, filled up with ${PADDING}`,
          (relevance) => relevance >= 0 || relevance === PADDING,
        )
      : { row: 0, problem: `a list of relevances, got values of shape [${targets.rowShape}]` },
  outputs: ({ rowShape: [items = 0] }) => `[rows, ${items}] or [rows, ${items}, 1] scores`,
  accepts: (outputs, rows, { rowShape: [items = 0] }) =>
    outputs instanceof tf.Tensor && outputs.size === rows * items,
  link: ({ target }, { rowShape: [items = 0] }) => ({
    call(targets, outputs) {
      const isItem = tf.notEqual(targets, PADDING);
      return {
        inputs: [targets, scoresOf(outputs, items)],
        options: target === 'relevances' ? { where: isItem } : { mask: isItem },
      };
    },
  }),
  predictions: (outputs, { rowShape: [items = 0] }) => scoresOf(outputs, items),
  // Nothing says that one item is better than another.
  trivial: (_train, { rowShape: [items = 0] }, rows) => ({
    values: new Float32Array(rows * items),
    rowShape: [items],
  }),
  metrics: [ndcg, meanAveragePrecision, meanReciprocalRank],
  namedMetrics: METRICS.ranking,
  metricBatch: listsOf,
  figures: [],
  // A score means nothing without those of the other items.
  views: {},
};
