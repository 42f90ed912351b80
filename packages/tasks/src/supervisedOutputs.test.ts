import { batchLoss } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { defineTask } from './defineTask.ts';
import { type GivenLoss, taskLoss } from './TaskLoss.ts';

/** Two pictures of 4 × 4 places in three classes. */
const IDS = [
  [
    [0, 0, 1, 1],
    [0, 2, 1, 1],
    [2, 2, 0, 0],
    [2, 2, 0, 1],
  ],
  [
    [1, 1, 0, 0],
    [1, 1, 0, 2],
    [0, 1, 2, 2],
    [0, 0, 2, 2],
  ],
];
/** Nearest to the centres of 2 × 2 places are those below and to the right of them. */
const HALF_IDS = [
  [
    [2, 1],
    [2, 1],
  ],
  [
    [1, 2],
    [0, 2],
  ],
];
const OUTPUTS = {
  half: tf.randomNormal([2, 2, 2, 3], 0, 1, 'float32', 6),
  full: tf.randomNormal([2, 4, 4, 3], 0, 1, 'float32', 5),
};

const part = { inputs: [[1], [2]], targets: IDS };

function maskTask(lossWeights?: Readonly<Record<string, number>>) {
  return defineTask({
    name: 'places',
    target: 'mask',
    classNames: ['a', 'b', 'c'],
    lossWeights,
    data: () => ({ train: part, validation: part, test: part }),
    model: () => tf.sequential({ layers: [tf.layers.dense({ units: 48, inputShape: [1] })] }),
  });
}

const inputs = tf.ones([2, 1]);
const targets = tf.tensor3d(IDS, [2, 4, 4], 'int32');
const weights = tf.tensor1d([1, 3]);

async function linkOf(given: GivenLoss, lossWeights?: Readonly<Record<string, number>>) {
  const task = maskTask(lossWeights);
  const link = task.link(taskLoss(given), task.shapeOf(await task.load(0)));
  const { loss } = link;
  if (typeof loss === 'function') throw new Error('Expected a loss of batches.');
  return { ...link, loss };
}

/** A loss on two outputs, and its gradients. */
async function supervised(given: GivenLoss, lossWeights: Readonly<Record<string, number>>) {
  const { loss } = await linkOf(given, lossWeights);
  const { value, grads } = tf.valueAndGrads(
    (full, half) => loss.meanOf({ half, full }, { inputs, targets, weights }).value,
  )([OUTPUTS.full, OUTPUTS.half]);
  return { value: (await value.data())[0] ?? Number.NaN, gradients: await dataOf(grads) };
}

/** The same, written by hand with the loss of one output. */
async function byHand(given: GivenLoss, ofFull: number, ofHalf: number) {
  const { loss } = await linkOf(given);
  const { value, grads } = tf.valueAndGrads((full, half) => {
    const halfTargets = tf.tensor3d(HALF_IDS, [2, 2, 2], 'int32');
    const main = loss.meanOf(full, { inputs, targets, weights }).value;
    const second = loss.meanOf(half, { inputs, targets: halfTargets, weights }).value;
    return tf.add(tf.mul(main, ofFull), tf.mul(second, ofHalf));
  })([OUTPUTS.full, OUTPUTS.half]);
  return { value: (await value.data())[0] ?? Number.NaN, gradients: await dataOf(grads) };
}

function dataOf(tensors: readonly tf.Tensor[]): Promise<Float32Array[]> {
  return Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
}

describe('deep supervision', () => {
  test.each([
    ['crossEntropy', 1, 0.5],
    ['dice', 0.7, 0.3],
    ['0.5*dice+0.5*crossEntropy', 1, 0.25],
  ])('%s at weights %d and %d is the sum written by hand', async (loss, full, half) => {
    const got = await supervised(loss, { full, half });
    const expected = await byHand(loss, full, half);
    expect(got.value).toBeCloseTo(expected.value, 5);
    got.gradients.forEach((gradient, output) => {
      gradient.forEach((slope, place) => {
        expect(slope).toBeCloseTo(expected.gradients[output]?.[place] ?? Number.NaN, 6);
      });
    });
  });

  test('the gradient reaches every output', async () => {
    const { gradients } = await supervised('crossEntropy', { full: 1, half: 0.5 });
    for (const gradient of gradients) expect(gradient.every((slope) => slope !== 0)).toBe(true);
  });

  test('the first output is judged', async () => {
    const { judged, predictions } = await linkOf('crossEntropy', { full: 1, half: 0.5 });
    expect(judged(OUTPUTS)).toBe(OUTPUTS.full);
    expect(await predictions(OUTPUTS).data()).toEqual(await tf.softmax(OUTPUTS.full).data());
  });

  test("a function of one's own is the loss of each output", async () => {
    const firstClass = (_: tf.Tensor, yPred: tf.Tensor) =>
      tf.mean(tf.slice(yPred, [0, 0, 0, 0], [-1, -1, -1, 1]));
    const task = maskTask({ full: 1, half: 0.5 });
    const { loss } = task.link(taskLoss(firstClass), task.shapeOf(await task.load(0)));
    if (typeof loss === 'function') throw new Error('Expected a loss of batches.');
    const { value } = loss.meanOf(OUTPUTS, { inputs, targets });
    const expected = tf.add(
      firstClass(targets, OUTPUTS.full),
      tf.mul(firstClass(targets, OUTPUTS.half), 0.5),
    );
    expect((await value.data())[0]).toBeCloseTo((await expected.data())[0] ?? Number.NaN, 6);
  });

  test("a batch loss of one's own gets all outputs", async () => {
    const own = batchLoss(
      (outputs: typeof OUTPUTS) => tf.mean(tf.add(tf.sum(outputs.full), tf.sum(outputs.half))),
      {
        name: 'sums',
      },
    );
    expect((await linkOf(own, { full: 1, half: 0.5 })).loss).toBe(own);
  });
});

describe('a model', () => {
  const shape = { rowShape: [4, 4], width: 3 };
  const task = maskTask({ full: 1, half: 0.5 });

  test.each([
    ['both outputs', OUTPUTS, true],
    ['more outputs than are trained', { ...OUTPUTS, other: inputs }, true],
    ['one without a name', OUTPUTS.full, false],
    ['the first on a coarser grid', { full: OUTPUTS.half, half: OUTPUTS.half }, false],
    ['one missing', { full: OUTPUTS.full }, false],
    ['another number of classes', { ...OUTPUTS, half: tf.zeros([2, 2, 2, 4]) }, false],
    ['fewer axes', { ...OUTPUTS, half: tf.zeros([2, 4, 3]) }, false],
  ])('with %s', (_, outputs, accepted) => {
    expect(task.accepts(outputs, 2, shape)).toBe(accepted);
  });

  test('is asked for its outputs by name', () => {
    expect(task.outputs(shape)).toBe(
      'outputs named full, half, each [rows, 4, 4, 3] logits, or on a coarser grid after the first',
    );
  });
});

test.each([
  [{}, 'task places: expected lossWeights of one output or more, got none.'],
  [{ full: 0 }, 'task places: expected the lossWeights of full to be a finite number above 0, got 0.'],
  [
    { full: 1, half: -1 },
    'task places: expected the lossWeights of half to be a finite number above 0, got -1.',
  ],
  [
    { full: Number.NaN },
    'task places: expected the lossWeights of full to be a finite number above 0, got NaN.',
  ],
])('lossWeights of %j are refused', (lossWeights, message) => {
  expect(() => maskTask(lossWeights)).toThrow(message);
});
