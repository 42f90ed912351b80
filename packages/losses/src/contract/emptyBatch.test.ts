import { sharedShape } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { linearCrossEntropy } from '../classification/linearCrossEntropy.ts';
import { lovaszHinge } from '../overlap/lovaszHinge.ts';
import { allLosses } from '../registry.ts';
import type { AnyLoss } from './declaration.ts';

const CLASSES = 4;
/** As many as msSsim needs. */
const SIDE = 176;

/** Inputs without numbers for an unreduced loss, or for rows, of this shape. */
function emptyInputs({ declaration }: AnyLoss, shape: readonly number[]): tf.Tensor[] {
  const { layout } = declaration;
  const rowsAreIds = layout.inputs[0]?.dtype === 'either';
  return layout.inputs.map(({ name, perElement, dtype }, index) => {
    if (perElement === 'shared') return tf.ones(sharedShape(declaration, name));
    if (index === 0 && rowsAreIds) {
      return tf.zeros([...shape, ...(perElement === 'picture' ? [SIDE, SIDE] : [])], 'int32');
    }
    const inner = {
      scalar: [],
      row: [CLASSES],
      matrix: [3, CLASSES],
      volume: [3, CLASSES + 1, CLASSES],
      picture: [SIDE, SIDE, CLASSES],
    }[perElement];
    return tf.zeros([...shape, ...inner], dtype === 'int32' ? 'int32' : 'float32');
  });
}

/** Weights and masks that broadcast to no numbers: none of their own is left. */
const COUNTED = [
  {},
  { weights: [1, 2, 3, 4] },
  { mask: [true, false, true, true] },
  { weights: 2, mask: [[true]] },
];

describe.each(allLosses.map((loss) => [loss.declaration.name, loss] as const))('%s', (_name, loss) => {
  test('of no rows is 0, with gradient 0 for every input, and touches no other tensor', () => {
    const bystanders = [tf.tensor1d([1, 2, 3, 4]), tf.tensor1d([5, 6], 'int32'), tf.tensor1d([true], 'bool')];
    const before = bystanders.map((tensor) => [...tensor.dataSync()]);
    const found: string[] = [];
    for (const shape of [
      [0, 4],
      [2, 0, 4],
    ]) {
      for (const options of COUNTED) {
        for (const reduction of ['mean', 'sum', 'none'] as const) {
          tf.tidy(() => {
            const inputs = emptyInputs(loss, shape);
            const floats = inputs.filter(({ dtype }) => dtype === 'float32');
            const evaluate = (...given: tf.Tensor[]) => {
              const rest = [...given];
              const all = inputs.map((input) =>
                input.dtype === 'float32' ? (rest.shift() ?? input) : input,
              );
              return loss.evaluate(all, { ...options, reduction });
            };
            const value = evaluate(...floats);
            const gradients = tf.grads(evaluate)(floats);
            const what = `${reduction} of [${shape}] with ${JSON.stringify(options)}`;
            if (value.rank > 0 && reduction !== 'none') found.push(`${what}: shape [${value.shape}]`);
            for (const [index, { shape: got }] of gradients.entries()) {
              if (`${got}` !== `${floats[index]?.shape}`) found.push(`${what}: gradient of shape [${got}]`);
            }
            for (const tensor of [value, ...gradients]) {
              if (tensor.dataSync().some((number) => number !== 0))
                found.push(`${what}: ${tensor.dataSync()}`);
            }
          });
        }
      }
    }
    expect(found).toEqual([]);
    expect(bystanders.map((tensor) => [...tensor.dataSync()])).toEqual(before);
    tf.dispose(bystanders);
  });
});

test('its weight is 0, whatever the classes', () => {
  for (const loss of allLosses) {
    tf.tidy(() => {
      const { sum, weight } = loss.sumAndWeight(emptyInputs(loss, [0]), { reduction: 'mean' });
      expect(sum).toBeAllClose(0, { atol: 0 });
      expect(typeof weight === 'number' ? weight : weight.dataSync()[0]).toBe(0);
    });
  }
});

test('tensors among the options have gradient 0 too', () => {
  const [labels, features, kernel] = [tf.zeros([0], 'int32'), tf.zeros([0, 3]), tf.ones([3, 2])];
  const loss = (bias: tf.Tensor, classWeights: tf.Tensor, weights: tf.Tensor) =>
    linearCrossEntropy(labels, features, kernel, { bias, classWeights, weights });
  const [ofBias, ofClasses, ofWeights] = tf.grads(loss)([tf.ones([2]), tf.ones([2]), tf.ones([1])]);
  expect(ofBias).toBeAllClose([0, 0], { atol: 0 });
  expect(ofClasses).toBeAllClose([0, 0], { atol: 0 });
  expect(ofWeights).toBeAllClose([0], { atol: 0 });
});

test('groups that are there without rows are 0 each, and groups that are not there are none', () => {
  const unreduced = (shape: [number, number]) =>
    lovaszHinge(tf.zeros(shape), tf.zeros(shape), { perSample: true, reduction: 'none' });
  expect(unreduced([3, 0]).shape).toEqual([3]);
  expect(unreduced([3, 0])).toBeAllClose([0, 0, 0], { atol: 0 });
  expect(unreduced([0, 3]).shape).toEqual([0]);
});

test('an option that does not fit is refused as with rows', () => {
  for (const loss of allLosses) {
    if (!Object.hasOwn(loss.declaration.options, 'classWeights')) continue;
    if (loss.declaration.name === 'multilabelSoftMargin') continue;
    expect(
      () => loss.evaluate(emptyInputs(loss, [0]), { classWeights: [1, 2] }),
      loss.declaration.name,
    ).toThrow(
      `${loss.declaration.name}: expected classWeights and a row of classes of one shape, got [2] and [4].`,
    );
  }
});
