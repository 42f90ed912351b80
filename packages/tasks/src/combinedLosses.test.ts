import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { defineTask } from './defineTask.ts';
import { taskLoss } from './TaskLoss.ts';

const LABELS = [
  [0, 1, 2, 1],
  [2, 2, 0, 1],
];
const LOGITS = tf.randomNormal([2, 4, 3], 0, 1, 'float32', 5);

function maskTask() {
  const part = { inputs: [[1], [2]], targets: LABELS };
  return defineTask({
    name: 'places',
    target: 'mask',
    classNames: ['a', 'b', 'c'],
    data: () => ({ train: part, validation: part, test: part }),
    model: () => tf.sequential({ layers: [tf.layers.dense({ units: 12, inputShape: [1] })] }),
  });
}

/** The value of a loss on the logits, and its gradient. */
async function valueAndGradient(text: string, weights?: tf.Tensor) {
  const task = maskTask();
  const data = await task.load(0);
  const { loss } = task.link(taskLoss(text), task.shapeOf(data));
  if (typeof loss === 'function') throw new Error('Expected a loss of batches.');
  const targets = tf.tensor2d(LABELS, [2, 4], 'int32');
  const inputs = tf.ones([2, 1]);
  const mean = (outputs: tf.Tensor) => loss.meanOf(outputs, { inputs, targets, weights }).value;
  const gradient = tf.grad((outputs: tf.Tensor) => mean(outputs))(LOGITS);
  return { value: (await mean(LOGITS).data())[0] ?? Number.NaN, gradient: await gradient.data() };
}

test.each([
  [0.5, 0.5],
  [1, 2],
  [0.3, 1],
])('%d × dice and %d × cross-entropy are their weighted sum', async (a, b) => {
  const dice = await valueAndGradient('dice');
  const crossEntropy = await valueAndGradient('crossEntropy');
  const both = await valueAndGradient(`${a}*dice+${b}*crossEntropy`);
  expect(both.value).toBeCloseTo(a * dice.value + b * crossEntropy.value, 5);
  both.gradient.forEach((slope, place) => {
    const expected = a * (dice.gradient[place] ?? 0) + b * (crossEntropy.gradient[place] ?? 0);
    expect(slope).toBeCloseTo(expected, 5);
  });
});

test('a single loss with a weight is that many times the loss', async () => {
  const one = await valueAndGradient('crossEntropy');
  expect((await valueAndGradient('3*crossEntropy')).value).toBeCloseTo(3 * one.value, 5);
});

test('losses that take targets in different forms are refused by name', async () => {
  const part = { inputs: [[1], [2]], targets: [0, 1] };
  const task = defineTask({
    name: 'answers',
    target: 'binary',
    data: () => ({ train: part, validation: part, test: part }),
    model: () => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] }),
  });
  const shape = task.shapeOf(await task.load(0));
  const both = taskLoss('hinge+binaryCrossEntropyWithLogits');
  expect(task.fits(both)).toBe(true);
  expect(() => task.link(both, shape)).toThrow(
    'task answers: expected losses that take the targets in one form to be added up, got hinge+binaryCrossEntropyWithLogits.',
  );
  expect(() => task.link(taskLoss('dice+binaryCrossEntropyWithLogits'), shape)).not.toThrow();
});

test('a combination fits where each of its losses does', () => {
  const task = maskTask();
  expect(task.fits(taskLoss('dice+crossEntropy'))).toBe(true);
  expect(task.fits(taskLoss('dice+huber'))).toBe(false);
});
