import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { nextCentre } from '../factories.ts';
import { dino } from './dino.ts';

interface Options {
  readonly centre?: readonly number[];
  readonly temperature?: number;
  readonly teacherTemperature?: number;
}

testLoss<Options>(dino, {
  options: [
    {},
    { temperature: 1, teacherTemperature: 0.5 },
    { centre: [0.5, -1, 0, 2], temperature: 0.3, teacherTemperature: 1 },
  ],
  // The teacher is a constant: its probabilities are those where the gradient is taken.
  inputsReference(
    [, student = []],
    { centre = [], temperature = 0.1, teacherTemperature = 0.04 },
    [teacher = []],
  ) {
    const softened = teacher.map((x, c) => (x - (centre[c] ?? 0)) / teacherTemperature);
    const scores = student.map((x) => x / temperature);
    const [ofTeacher, ofStudent] = [logSumExp(softened), logSumExp(scores)];
    return softened.reduce(
      (sum, x, c) => sum + Math.exp(x - ofTeacher) * (ofStudent - (scores[c] ?? Number.NaN)),
      0,
    );
  },
});

const teacher = tf.tensor2d([
  [1, 0, 3],
  [-1, 2, 0],
]);
const student = tf.tensor2d([
  [0, 0.1, 0.3],
  [0.2, 0, 0.1],
]);

test('neither the teacher nor the centre gets a gradient', () => {
  const centre = tf.tensor1d([0.1, 0.2, 0.3]);
  const ofTeacher = tf.grad((x) => dino(x, student, { centre, teacherTemperature: 1 }))(teacher);
  expect(ofTeacher).toBeAllClose(Array(6).fill(0), { atol: 0 });
  const ofCentre = tf.grad((x) => dino(teacher, student, { centre: x, teacherTemperature: 1 }))(centre);
  expect(ofCentre).toBeAllClose([0, 0, 0], { atol: 0 });
});

test('refuses a centre of another length', () => {
  expect(() => dino(teacher, student, { centre: [0, 1] })).toThrow(
    'dino: expected centre and a row of classes of one shape, got [2] and [3].',
  );
});

test('the next centre moves towards the mean of the rows, and leaves nothing behind', () => {
  const [first, views, none] = [tf.tensor1d([1, 0, -1]), tf.stack([teacher, teacher]), tf.zeros([0, 3])];
  const before = tf.memory().numTensors;
  const centre = nextCentre(first, teacher);
  expect(centre).toBeAllClose([0.9, 0.1, -0.75]);
  const several = nextCentre(centre, views, 0.5);
  expect(several).toBeAllClose([0.45, 0.55, 0.375]);
  const unmoved = nextCentre(centre, none);
  expect(unmoved).toBeAllClose(centre);
  expect(tf.memory().numTensors).toBe(before + 3);
  tf.dispose([centre, several, unmoved]);
});

test('the next centre refuses what does not fit', () => {
  expect(() => nextCentre(tf.zeros([2]), teacher)).toThrow(
    'nextCentre: expected centre and a row of classes of one shape, got [2] and [3].',
  );
  expect(() => nextCentre(tf.zeros([3]), teacher, 1.5)).toThrow(
    'nextCentre: expected 0 <= momentum <= 1, got 1.5.',
  );
});
