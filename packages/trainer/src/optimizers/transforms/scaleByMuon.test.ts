import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { NamedTensors } from '../../model/NamedTensors.ts';
import { adamW, type MuonConfig, muon, partition, scaleByFactor, scaleByMuon } from '../../optimizers.ts';
import type { GradientTransform } from './GradientTransform.ts';

beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
});

const CONFIG: MuonConfig = {
  momentum: 0.9,
  nesterov: false,
  newtonSchulzSteps: 5,
  epsilon: 1e-7,
  adjust: 'original',
};

/** The direction that a transform takes first. */
function first(transform: GradientTransform, gradients: NamedTensors): NamedTensors {
  const context = { learningRate: tf.scalar(1), batchWeight: tf.scalar(1), variables: gradients };
  return transform.update(gradients, transform.init(gradients), context).updates;
}

/** What the iteration makes of a singular value that is this fraction of the norm. */
function iterated(fraction: number, steps: number): number {
  let value = fraction;
  for (let step = 0; step < steps; step++) value = 3.4445 * value - 4.775 * value ** 3 + 2.0315 * value ** 5;
  return value;
}

/** A reflection: an orthogonal matrix that mixes all axes. */
function reflection(size: number, seed: number): tf.Tensor2D {
  const normal = tf.tensor2d(Array.from({ length: size }, (_, place) => [Math.sin(seed + 2 * place) + 0.1]));
  const unit = tf.div(normal, tf.norm(normal));
  return tf.sub<tf.Tensor2D>(tf.eye(size), tf.mul(tf.matMul<tf.Tensor2D>(unit, unit, false, true), 2));
}

/** U diag(values) Vᵀ of this shape. */
function withSingularValues(values: readonly number[], rows: number, columns: number): tf.Tensor2D {
  const diagonal = tf.buffer<tf.Rank.R2>([rows, columns]);
  values.forEach((value, place) => {
    diagonal.set(value, place, place);
  });
  const left = tf.matMul(reflection(rows, 1), diagonal.toTensor());
  return tf.matMul<tf.Tensor2D>(left, reflection(columns, 2));
}

describe('scaleByMuon', () => {
  test.each([
    [3, 3],
    [3, 7],
    [7, 3],
    [1, 5],
    [5, 1],
  ])('takes each singular value of a [%i,%i] matrix through the polynomial', (rows, columns) => {
    const values = [2, 0.7, 0.05].slice(0, Math.min(rows, columns));
    const norm = Math.hypot(...values);
    for (const newtonSchulzSteps of [1, 2, 5]) {
      const { a } = first(scaleByMuon({ ...CONFIG, newtonSchulzSteps }), {
        a: withSingularValues(values, rows, columns),
      });
      const length = Math.sqrt(Math.max(1, columns / rows));
      const wanted = withSingularValues(
        values.map((value) => length * iterated(value / norm, newtonSchulzSteps)),
        rows,
        columns,
      );
      expect(a).toBeAllClose(wanted, { rtol: 1e-4, atol: 1e-5 });
    }
  });

  test('is the same for gradients of any size, to those whose square is infinite', () => {
    const values = [2, 0.7];
    const usual = first(scaleByMuon(CONFIG), { a: withSingularValues(values, 2, 3) }).a;
    for (const size of [1e-5, 1e20, 1e37]) {
      const { a } = first(scaleByMuon(CONFIG), { a: tf.mul(withSingularValues(values, 2, 3), size) });
      expect(a).toBeAllClose(usual ?? [], { rtol: 1e-3, atol: 1e-5 });
    }
    expect(first(scaleByMuon(CONFIG), { a: tf.zeros([2, 3]) }).a).toBeAllClose([0, 0, 0, 0, 0, 0]);
  });

  test('a kernel of a convolution counts as one of all that leads to an output', () => {
    const matrix = withSingularValues([3, 1], 8, 5);
    const flat = first(scaleByMuon(CONFIG), { a: matrix }).a;
    const { a } = first(scaleByMuon(CONFIG), { a: tf.reshape(matrix, [2, 2, 2, 5]) });
    expect(a?.shape).toEqual([2, 2, 2, 5]);
    expect(a).toBeAllClose(flat ?? [], { rtol: 1e-6 });
  });

  test('matchRmsAdamW is 0.2 √(the greater size) long', () => {
    for (const [rows, columns] of [
      [4, 9],
      [9, 4],
    ] as const) {
      const gradients = { a: withSingularValues([1, 0.5], rows, columns) };
      const original = first(scaleByMuon(CONFIG), gradients).a ?? tf.zeros([1]);
      const matched = first(scaleByMuon({ ...CONFIG, adjust: 'matchRmsAdamW' }), gradients).a ?? [];
      expect(tf.mul(original, 0.6 / Math.sqrt(Math.max(1, columns / rows)))).toBeAllClose(matched, {
        rtol: 1e-5,
      });
    }
  });

  test('momentum is the mean of gradients, and Nesterov looks one further', () => {
    // Along one diagonal the direction's signs and sizes are those of the momentum.
    const [one, two] = [tf.diag(tf.tensor1d([1, 3])), tf.diag(tf.tensor1d([2, -1]))];
    for (const [nesterov, factors] of [
      [false, [0.09, 0.1]],
      [true, [0.081, 0.19]],
    ] as const) {
      const transform = scaleByMuon({ ...CONFIG, nesterov });
      const context = { learningRate: tf.scalar(1), batchWeight: tf.scalar(1), variables: { a: one } };
      const { state } = transform.update({ a: one }, transform.init({ a: one }), context);
      const { updates } = transform.update({ a: two }, state, context);
      const momentum = [1 * factors[0] + 2 * factors[1], 3 * factors[0] - 1 * factors[1]];
      const size = Math.hypot(...momentum);
      const wanted = momentum.map((value) => iterated(value / size, 5));
      expect(tf.sum(updates.a ?? tf.zeros([2, 2]), 0)).toBeAllClose(wanted, { rtol: 1e-4 });
    }
  });
});

describe('muon', () => {
  const variables = () => ({ kernel: tf.ones([3, 2]), bias: tf.ones([2]), gain: tf.scalar(1) });
  const gradients = () => ({
    kernel: withSingularValues([1, 0.5], 3, 2),
    bias: tf.tensor1d([3, -2]),
    gain: tf.scalar(4),
  });

  test('trains matrices by itself and the others by AdamW, which takes its share of the rate', () => {
    const context = { learningRate: tf.scalar(0.1), batchWeight: tf.scalar(1), variables: variables() };
    const run = (transform: GradientTransform) =>
      transform.update(gradients(), transform.init(variables()), context).updates;
    const updates = run(muon({ learningRate: 0.1, adamRatio: 0.5 }).transform);
    const adam = adamW({ learningRate: 0.1, weightDecay: 0.1 });
    const alone = run(adam.transform);
    for (const name of ['bias', 'gain']) {
      expect(updates[name]).toBeAllClose(tf.mul(alone[name] ?? tf.zeros([1]), 0.5), { rtol: 1e-6 });
    }
    const direction = first(scaleByMuon({ ...CONFIG, nesterov: true }), { kernel: gradients().kernel });
    // The kernel is 1, so decay adds 0.1 everywhere.
    expect(updates.kernel).toBeAllClose(tf.mul(tf.add(direction.kernel ?? 0, 0.1), -0.1), { rtol: 1e-4 });
  });

  test('a filter that takes a vector is refused', () => {
    const { transform } = muon({ learningRate: 0.1, filter: /kernel|bias/ });
    expect(() => transform.init(variables())).toThrow(
      "muon: expected 'bias', which its filter takes, to be of rank 2 or more, got [2].",
    );
  });
});

describe('partition', () => {
  test('each variable has the state and updates of its transform alone', () => {
    const transform = partition('a', scaleByFactor(2), scaleByMuon(CONFIG));
    const gradients = { a: tf.tensor1d([1, 2]), b: withSingularValues([1], 1, 1) };
    expect(Object.keys(transform.init(gradients))).toEqual(['others/b']);
    const updates = first(transform, gradients);
    expect(updates.a).toBeAllClose([2, 4]);
    expect(Object.keys(updates)).toEqual(['a', 'b']);
  });

  test('a name that fits no variable is refused', () => {
    const transform = partition('kernal', scaleByFactor(2), scaleByFactor(1));
    expect(() => transform.init({ kernel: tf.zeros([1]) })).toThrow(
      "partition: expected a filter that fits a variable, got 'kernal' (did you mean 'kernel'?).",
    );
  });
});
