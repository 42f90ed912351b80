import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { agreement, type StepFunction, shapeOf } from '../../fixtures/agreement.ts';
import { recordTrace } from '../trace/recordTrace.ts';
import { planProgram } from './planProgram.ts';
import { Workspace } from './Workspace.ts';

/** How many states are computed elsewhere and copied. */
function copiesOf({ state, inputs, run }: StepFunction): number {
  const trace = recordTrace({ state, inputs, run: () => run(state, inputs, 0) });
  const shapes = Object.entries(state).map(([name, tensor]) => [name, shapeOf(tensor)] as const);
  return planProgram(new Workspace(Object.fromEntries(shapes)), trace, 1, {}).copies.length;
}

function matrix(rows: number, columns: number, phase = 0): tf.Tensor {
  const numbers = Float32Array.from({ length: rows * columns }, (_, index) => Math.sin(index + phase));
  return tf.tensor2d(numbers, [rows, columns]);
}

/** The new state `w`, made of the one before; what is left is an output. */
function updateOf(
  shape: [number, number],
  update: (w: tf.Tensor, v: tf.Tensor) => { w: tf.Tensor; v?: tf.Tensor; output?: tf.Tensor },
): StepFunction {
  const [first, second] = [matrix(...shape), matrix(...shape, 1)];
  return {
    state: { w: first, v: second },
    inputs: {},
    run: ({ w = first, v = second }) => {
      const { output, ...state } = update(w, v);
      return { state: { v, ...state }, outputs: output ? { output } : {} };
    },
  };
}

const FIRST_COLUMN = [
  [0, 0],
  [-1, 1],
] as const;

test.each([
  [0, 'cell by cell', updateOf([3, 5], (w, v) => ({ w: tf.sub(w, v) }))],
  [
    0,
    'of both, each of which reads both',
    updateOf([3, 5], (w, v) => ({ w: tf.sub(w, v), v: tf.add(w, v) })),
  ],
  [0, 'without the one before', updateOf([3, 5], (_, v) => ({ w: tf.mul(v, 2) }))],
  [
    0,
    'by sums of its rows, of whole vectors',
    updateOf([3, 8], (w) => ({ w: tf.sub(w, tf.mean(w, 1, true)) })),
  ],
  [
    1,
    'by sums of its rows, of broken vectors',
    updateOf([3, 5], (w) => ({ w: tf.sub(w, tf.mean(w, 1, true)) })),
  ],
  [0, 'by sums of its columns, read before', updateOf([3, 8], (w) => ({ w: tf.sub(w, tf.mean(w, 0)) }))],
  [1, 'that is turned', updateOf([4, 4], (w) => ({ w: tf.add(w, tf.transpose(w)) }))],
  [
    1,
    'that reads another place of its row',
    updateOf([4, 8], (w) => ({ w: tf.add(w, tf.slice(w, [...FIRST_COLUMN[0]], [...FIRST_COLUMN[1]])) })),
  ],
  [
    1,
    'that reads its first row in each',
    updateOf([4, 8], (w) => ({ w: tf.add(w, tf.slice(w, [0, 0], [1, -1])) })),
  ],
  [
    1,
    'that is read again by a product',
    updateOf([4, 4], (w) => ({ w: tf.mul(w, 0.5), output: tf.matMul(tf.mul(w, 0.5), w) })),
  ],
  [
    0,
    'whose new value is read again',
    updateOf([4, 4], (w) => ({ w: tf.mul(w, 0.5), output: tf.matMul(tf.mul(w, 0.5), tf.mul(w, 0.5)) })),
  ],
  [1, 'that both become', updateOf([3, 5], (w, v) => ({ w: tf.add(w, v), v: tf.add(w, v) }))],
  [1, 'that is a constant', updateOf([1, 4], () => ({ w: tf.tensor2d([[1, 2, 3, 4]]) }))],
  [0, 'by a product', updateOf([4, 4], (_, v) => ({ w: tf.matMul(v, v) }))],
  [1, 'by a product of itself', updateOf([4, 4], (w, v) => ({ w: tf.matMul(tf.tanh(v), w) }))],
] as const)('%i copies for a state %s', (copies, _, step) => {
  expect(agreement(step, 3).difference).toBeLessThan(1e-6);
  expect(copiesOf(step)).toBe(copies);
});

test('two states that take each other’s place', () => {
  for (const shape of [
    [3, 5],
    [1, 1],
    [4, 4],
    [130, 3],
  ] as const) {
    expect(
      agreement(
        updateOf([...shape], (w, v) => ({ w: v, v: w })),
        3,
      ),
    ).toMatchObject({ difference: 0 });
  }
});

test('an output of the state before its update', () => {
  const step = updateOf([3, 5], (w, v) => ({ w: tf.sub(w, v), output: w }));
  expect(agreement(step, 3)).toMatchObject({ difference: 0 });
});
