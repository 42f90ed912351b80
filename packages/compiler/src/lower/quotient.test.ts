import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { agreement } from '../../fixtures/agreement.ts';
import { compiledProgram } from '../../fixtures/compiledProgram.ts';

const EXTREMES = [
  0,
  -0,
  1,
  3,
  1e-45,
  1e-39,
  2.9e-39,
  1e-38,
  1e-31,
  1e30,
  8.6e37,
  3.4e38,
  Number.POSITIVE_INFINITY,
  Number.NaN,
];

test.each(EXTREMES.flatMap((divisor) => [divisor, -divisor]))(
  'many numbers divided by %d are what division gives',
  (divisor) => {
    const numbers = [
      0,
      -0,
      1e-45,
      1e-39,
      5e-39,
      1e-38,
      1e-30,
      0.1,
      1,
      7,
      1e20,
      1e38,
      3.4e38,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      -1,
    ];
    const x = tf.tensor1d(numbers);
    const by = tf.scalar(divisor);
    for (const number of numbers) {
      // One at a time: the largest quotient must not hide the others.
      const inputs = { x: tf.fill([16], number), by };
      const run = (_: unknown, given: Readonly<Record<string, tf.Tensor>>) => ({
        state: {},
        outputs: { quotient: tf.div(given.x ?? x, given.by ?? by) },
      });
      const { difference } = agreement({ state: {}, inputs, run }, 1, { least: 1e-44 });
      expect(difference, `${number} / ${divisor}`).toBeLessThan(2e-7);
    }
  },
);

test.each([2 ** -110, 2 ** -3, 2 ** 110])(
  'numbers divided by the power of two %d keep their digits',
  (divisor) => {
    const fractions = Array.from({ length: 16 }, (_, index) => 1 + index / 17);
    const x = tf.tensor1d(fractions.map((fraction) => fraction * divisor));
    const inputs = { x, by: tf.scalar(divisor) };
    const run = () => ({ state: {}, outputs: { quotient: tf.div(inputs.x, inputs.by) } });
    const { program } = compiledProgram({ state: {}, inputs, run });
    program.staged('x', 0)?.set(x.dataSync());
    program.staged('by', 0)?.fill(divisor);
    program.run(1);
    expect([...program.output('quotient', 0)]).toEqual(fractions.map(Math.fround));
  },
);
