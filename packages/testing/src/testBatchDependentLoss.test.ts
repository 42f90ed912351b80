import {
  type AnyLoss,
  classGroupOptions,
  classGroups,
  defineLoss,
  labelledEmbeddings,
  labelOptions,
} from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import type { Check } from './Check.ts';
import { contractChecks } from './contractChecks.ts';
import { batchDependentChecks } from './testBatchDependentLoss.ts';

const described = {
  batchDependent: true,
};

/** The sum of the squared distances to the rows of the same label. */
function attractionBy(formula: (partners: tf.Tensor, squares: tf.Tensor) => tf.Tensor): AnyLoss {
  return defineLoss(
    {
      ...described,
      name: 'attraction',
      family: 'embedding',
      target: 'groups',
      prediction: 'embeddings',
      layout: labelledEmbeddings((pairs) => tf.any(tf.greater(pairs, 0), -1)),
      options: labelOptions,
    },
    (_options, pairs: tf.Tensor, embeddings: tf.Tensor) => {
      const differences = tf.sub(tf.expandDims(embeddings, 1), tf.expandDims(embeddings, 0));
      return formula(tf.relu(pairs), tf.sum(tf.square(differences), -1));
    },
  );
}

/** How much of a group each class claims where it is not. */
const rightPool = defineLoss(
  {
    ...described,
    name: 'falseShare',
    family: 'overlap',
    target: 'multiclass',
    prediction: 'probabilities',
    layout: classGroups,
    options: classGroupOptions,
  },
  (_options, regions: tf.Tensor, probabilities: tf.Tensor) => {
    const [inside = regions, outside = regions] = tf.unstack(regions);
    const all = tf.sum(tf.add(inside, outside), 1);
    // Not 0 / 0 in an empty group.
    return tf.div(tf.sum(tf.mul(outside, probabilities), 1), tf.add(all, 1e-30));
  },
);

const rightPairs = attractionBy((partners, squares) => tf.sum(tf.mul(partners, squares), -1));

function fails({ run }: Check): boolean {
  try {
    tf.tidy(() => run());
    return false;
  } catch {
    return true;
  }
}

function failures(loss: AnyLoss): string[] {
  const checks = batchDependentChecks(loss, {
    options: [{}],
    reference: (rows) =>
      rows.map(([label = [], own = []], i) =>
        rows.reduce((sum, [other = [], row = []], j) => {
          const squared = own.reduce((total, x, c) => total + (x - (row[c] ?? Number.NaN)) ** 2, 0);
          return i !== j && label[0] === other[0] ? sum + squared : sum;
        }, 0),
      ),
  });
  return [...(loss.declaration.family === 'embedding' ? checks : []), ...contractChecks(loss)]
    .filter(fails)
    .map(({ name }) => name);
}

/** A loss with another way to call it. */
function calledBy(
  loss: AnyLoss,
  evaluate: (inputs: readonly unknown[], options: Record<string, unknown>) => tf.Tensor,
): AnyLoss {
  return {
    ...loss,
    evaluate: (given, options = {}) =>
      tf.tidy(() =>
        typeof options === 'object' ? evaluate(given, { ...options }) : loss.evaluate(given, options),
      ),
  };
}

test('right batch-dependent losses pass every check', () => {
  // Right but naive: 0 times a square that overflowed is NaN.
  expect(failures(rightPairs)).toEqual([
    'is never NaN, and nor is its gradient, for huge, tiny and subnormal numbers',
  ]);
  // It is linear in its probabilities, so that their gradient is of the targets alone.
  expect(failures(rightPool)).toEqual([
    'is NaN where a number of one input is, and there alone, and so is its gradient',
  ]);
});

test.each<[string, string, AnyLoss]>([
  [
    'a row that is its own partner',
    'random batches',
    attractionBy((partners, squares) => tf.sum(tf.mul(tf.add(partners, 1), squares), -1)),
  ],
  [
    'a mask that leaves the row to the others',
    'mask false as masked out',
    calledBy(rightPairs, (given, { mask, ...options }) => {
      const kept = Array.isArray(mask) ? mask.map((isKept) => (isKept ? 1 : 1e-12)) : 1;
      return rightPairs.evaluate(given, mask === undefined ? options : { ...options, weights: kept });
    }),
  ],
  [
    'a loss that does not say that it is batchDependent',
    'how they are batched',
    { ...rightPairs, declaration: { ...rightPairs.declaration, batchDependent: false } },
  ],
  [
    'a group that does not count its rows by their weights',
    'as often as its weight says',
    calledBy(rightPool, (given, { weights, ...options }) =>
      rightPool.evaluate(given, weights === undefined ? options : { ...options, mask: weights }),
    ),
  ],
  [
    'a group per sample that is one group',
    'a group of each entry',
    calledBy(rightPool, (given, { perSample, ...options }) => rightPool.evaluate(given, options)),
  ],
])('%s makes a check fail', (_fault, check, loss) => {
  expect(failures(loss).join('; ')).toContain(check);
});
