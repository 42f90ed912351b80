import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { testCosineLoss } from '../../fixtures/testCosineLoss.ts';
import { arcFace } from './arcFace.ts';
import { subCenterArcFace } from './subCenterArcFace.ts';

testCosineLoss<{ margin?: number; scale?: number }>(subCenterArcFace, {
  options: [{ scale: 2 }, { margin: 0, scale: 1 }, { margin: 0.3, scale: 8 }, { margin: 2, scale: 0.25 }],
  cosine: (cosines, _options, at) => cosines[at.indexOf(Math.max(...at))] ?? Number.NaN,
  own: (angle, { margin = 0.5 }) =>
    angle + margin <= Math.PI ? Math.cos(angle + margin) : Math.cos(angle) - margin * Math.sin(margin),
  scale: (_length, { scale = 64 }) => scale,
});

const labels = tf.tensor1d([0, 2, 1], 'int32');
const embeddings = tf.randomNormal([3, 5], 0, 1, 'float32', 3);
const centres = tf.randomNormal([5, 3], 0, 1, 'float32', 4);

test('is arcFace with one centre for each class, and with several of which the others point away', () => {
  const options = { margin: 0.3, scale: 8 };
  const wanted = arcFace(labels, embeddings, centres, options);
  const column = tf.expandDims(centres, -1);
  expect(subCenterArcFace(labels, embeddings, column, options)).toBeAllClose(wanted);
  // Twice the same centre: the first of both gets the gradient.
  const twice = tf.concat([column, column], -1);
  expect(subCenterArcFace(labels, embeddings, twice, options)).toBeAllClose(wanted);
  const slopes = tf.grad((x) => subCenterArcFace(labels, embeddings, x, options))(twice);
  const ofArcFace = tf.grad((x) => arcFace(labels, embeddings, x, options))(centres);
  expect(tf.slice(slopes, [0, 0, 0], [-1, -1, 1])).toBeAllClose(ofArcFace, { atol: 1e-6 });
  expect(tf.slice(slopes, [0, 0, 1], [-1, -1, 1])).toBeAllClose(Array(15).fill(0), { atol: 0 });
});

test('has the defaults of its paper and of pytorch-metric-learning', () => {
  const several = tf.randomNormal([5, 3, 3], 0, 1, 'float32', 4);
  expect(subCenterArcFace(labels, embeddings, several)).toBeAllClose(
    subCenterArcFace(labels, embeddings, several, { margin: 0.5, scale: 64 }),
  );
  expect(subCenterArcFace.declaration.trainedInputs.centres?.({ components: 5, classes: 7 })).toEqual([
    5, 7, 3,
  ]);
});

test('refuses centres without an axis of subcentres', () => {
  expect(() => subCenterArcFace(labels, embeddings, centres)).toThrow(
    'subCenterArcFace: expected centres of shape [components,classes,subcentres] with at least one of each, got [5,3].',
  );
  expect(() => subCenterArcFace(labels, embeddings, tf.zeros([5, 3, 0]))).toThrow('got [5,3,0].');
});
