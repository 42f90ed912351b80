import { logSumExp, testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { crossEntropy } from '../classification/crossEntropy.ts';
import { klDivergence } from './klDivergence.ts';
import { knowledgeDistillation } from './knowledgeDistillation.ts';

testLoss(knowledgeDistillation, {
  options: [{}, { temperature: 1.5 }, { temperature: 7 }],
  // How much the log-sum-exp of the student is above its tangent at the teacher (a Bregman divergence).
  inputsReference([teacher = [], student = []], { temperature: t = 2 }) {
    const [from, to] = [teacher.map((z) => z / t), student.map((z) => z / t)];
    const height = logSumExp(from);
    const tangent = from.reduce((sum, z, c) => sum + Math.exp(z - height) * ((to[c] ?? 0) - z), height);
    return t ** 2 * (logSumExp(to) - tangent);
  },
});

const teacher = tf.tensor2d([
  [3, 1, -2],
  [0, 5, 1],
]);
const student = tf.tensor2d([
  [1, 1, 0],
  [-1, 2, 4],
]);

test('is the divergence from the softened teacher to the softened student, times the square of T', () => {
  const softened = tf.softmax(tf.div(teacher, 4));
  const divergence = klDivergence(softened, tf.logSoftmax(tf.div(student, 4)));
  expect(knowledgeDistillation(teacher, student, { temperature: 4 })).toBeAllClose(tf.mul(16, divergence));
});

test('has the slopes of the cross-entropy with the probabilities of the teacher at a temperature of 1', () => {
  const slopes = tf.grad((x) => knowledgeDistillation(teacher, x, { temperature: 1 }))(student);
  expect(slopes).toBeAllClose(tf.grad((x) => crossEntropy(tf.softmax(teacher), x))(student));
});

test('at a high temperature it is half the mean square of the difference of centred logits', () => {
  const centred = (x: tf.Tensor) => tf.sub(x, tf.mean(x, -1, true));
  const expected = tf.div(tf.mean(tf.square(tf.sub(centred(teacher), centred(student))), -1), 2);
  const loss = knowledgeDistillation(teacher, student, { temperature: 1e4, reduction: 'none' });
  expect(loss).toBeAllClose(expected, { rtol: 1e-3 });
});

test('a student like its teacher has loss and slope 0, however far apart their logits are', () => {
  const far = tf.tensor2d([[1e4, -1e4, 0]]);
  expect(knowledgeDistillation(far, tf.add(far, 7))).toBeAllClose(0, { atol: 0 });
  expect(tf.grad((x) => knowledgeDistillation(far, x))(far)).toBeAllClose([0, 0, 0], { atol: 0 });
  expect(knowledgeDistillation(far, tf.neg(far))).toBeAllClose(4e4);
});

test('what all logits of a row have in common costs no digits, and neither does a class that is ruled out', () => {
  const loss = (y: tf.Tensor, x: tf.Tensor) => knowledgeDistillation(y, x, { reduction: 'none' });
  const wanted = loss(teacher, student);
  expect(loss(tf.add(teacher, 2 ** 14), tf.sub(student, 2 ** 14))).toBeAllClose(wanted, { rtol: 1e-6 });
  const withThird = (x: tf.Tensor) => tf.concat([x, tf.fill([2, 1], -1e30)], -1);
  expect(loss(withThird(teacher), withThird(student))).toBeAllClose(wanted, { rtol: 1e-6 });
});

test('is the same divergence on both sides of where its two ways meet', () => {
  const alike = tf.zeros([5, 3]);
  const first = [1.4, 1.49, 1.51, 1.6, 1.8];
  const rows = tf.tensor2d(first.map((logit) => [logit, 0, 0]));
  // Σ ⅓ (log ⅓ − log q) of the softmax q of the student.
  const exact = first.map((logit) => Math.log((Math.exp(logit) + 2) / 3) - logit / 3);
  const loss = knowledgeDistillation(alike, rows, { temperature: 1, reduction: 'none' });
  expect(loss).toBeAllClose(exact, { rtol: 2e-6 });
});

test('a temperature of 0 is refused', () => {
  expect(() => knowledgeDistillation(teacher, student, { temperature: 0 })).toThrow(
    'knowledgeDistillation: expected temperature > 0, got 0.',
  );
});
