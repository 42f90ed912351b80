import type { Rows } from '@losskit/data';
import type { LossDeclaration } from '@losskit/losses/contract';
import { type EmbeddingBatch, METRICS, meanAveragePrecisionAtR, precisionAtOne } from '@losskit/metrics';
import * as tf from '@tensorflow/tfjs-core';

import { nextMatching, sameLabel } from './pairsOfRows.ts';
import type { LossCall, OutputLink, TargetKind } from './TargetKind.ts';
import { flatSize, oneOutput, valueProblem } from './values.ts';

function inputsOf({ target, prediction, layout }: LossDeclaration): string {
  return [target, prediction, layout.inputs.length].join();
}

/** Each row with the next of its class and the next of another one. */
function triplets(labels: tf.Tensor, embeddings: tf.Tensor): LossCall {
  const same = sameLabel(labels);
  const positive = nextMatching(same);
  const negative = nextMatching(tf.logicalNot(same));
  return {
    inputs: [embeddings, tf.gather(embeddings, positive.indices), tf.gather(embeddings, negative.indices)],
    options: { mask: tf.logicalAnd(positive.mask, negative.mask) },
  };
}

/** Each row paired with the next of its class (1) and with the next of another one (−1). */
function pairs(labels: tf.Tensor, embeddings: tf.Tensor) {
  const { inputs, options } = triplets(labels, embeddings);
  const [anchor = embeddings, positive = embeddings, negative = embeddings] = inputs;
  const signs = tf.ones([anchor.shape[0] ?? 0]);
  const mask = options?.mask ?? tf.cast(signs, 'bool');
  return {
    signs: tf.concat([signs, tf.neg(signs)]),
    first: tf.concat([anchor, anchor]),
    second: tf.concat([positive, negative]),
    mask: tf.concat([mask, mask]),
  };
}

/** Each row and the next of its class, as two views of one thing. */
function views(labels: tf.Tensor, embeddings: tf.Tensor): LossCall {
  const { indices, mask } = nextMatching(sameLabel(labels));
  return { inputs: [embeddings, tf.gather(embeddings, indices)], options: { mask } };
}

/** Where two embeddings are the same, the square root still has a slope. */
const SMALLEST_SQUARE = 1e-12;

/** How losses of other inputs than labels and embeddings are called. */
const LINKS: Readonly<Record<string, OutputLink['call']>> = {
  'groups,embeddings,2': (labels, outputs) => ({ inputs: [labels, oneOutput(outputs)] }),
  'multiclass,embeddings,3': (labels, outputs, trained) => ({
    inputs: [labels, oneOutput(outputs), ...trained],
  }),
  'none,embeddings,2': (labels, outputs) => views(labels, oneOutput(outputs)),
  'vectors,embeddings,3': (labels, outputs) => triplets(labels, oneOutput(outputs)),
  'signs,embeddings,3'(labels, outputs) {
    const { signs, first, second, mask } = pairs(labels, oneOutput(outputs));
    return { inputs: [signs, first, second], options: { mask } };
  },
  'signs,distances,2'(labels, outputs) {
    const { signs, first, second, mask } = pairs(labels, oneOutput(outputs));
    const squares = tf.sum(tf.square(tf.sub(first, second)), -1);
    return { inputs: [signs, tf.sqrt(tf.add(squares, SMALLEST_SQUARE))], options: { mask } };
  },
};

/**
 * Embeddings that are to be near each other where labels are equal: int32 labels against embeddings [rows, components], judged
 * by retrieval. Losses that have a centre for each class train it with the model; losses of pairs and triplets get each row with the next one of its class and the next of another,
 * losses of two views each row with the next one of its class.
 */
export const embedding: TargetKind<EmbeddingBatch> = {
  name: 'embedding',
  dtype: 'int32',
  standardLoss: 'contrastive',
  commonLosses: [
    'contrastive',
    'tripletMargin',
    'cosineEmbedding',
    'ntXent',
    'supervisedContrastive',
    'circle',
  ],
  learningRates: [0.001, 0.003, 0.01, 0.03],
  fits: (declaration) => Object.hasOwn(LINKS, inputsOf(declaration)),
  trainsInputs: ({ trainedInputs }) => Object.keys(trainedInputs).length > 0,
  shapeOf: () => ({ rowShape: [], width: 1 }),
  problemOf: (targets) => valueProblem(targets, 'a label of at least 0', (label) => label >= 0),
  outputs: () => '[rows, components] embeddings',
  accepts: (outputs, rows) => outputs instanceof tf.Tensor && outputs.rank === 2 && outputs.shape[0] === rows,
  link: (declaration) => ({ call: LINKS[inputsOf(declaration)] ?? ((labels) => ({ inputs: [labels] })) }),
  predictions: (outputs) => oneOutput(outputs),
  trivial: (_train, _shape, rows) => ({ values: new Float32Array(rows), rowShape: [1] }),
  metrics: [meanAveragePrecisionAtR, precisionAtOne],
  namedMetrics: METRICS.embedding,
  metricBatch: (targets: Rows, predictions) => ({
    labels: Int32Array.from(targets.values),
    embeddings: predictions.values,
    components: flatSize(predictions.rowShape),
  }),
  figures: [],
  // A place in a space means nothing without the others.
  views: {},
};
