import * as losses from '@losskit/losses';
import { findLoss } from '@losskit/losses/registry';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { numberOf, numbersOf, slopesOf } from '../probe.ts';
import { NAMED_LOSSES } from './namedLosses.ts';

const softplus = (x: number) => Math.log1p(Math.exp(x));

/** What each example should give, by hand. */
const CLOSED_FORMS: Readonly<Record<string, number>> = {
  nll: -Math.log(0.5),
  poissonNll: 2.5 - 3 * Math.log(2.5),
  klDivergence: 0.7 * Math.log(0.7 / 0.2) + 0.2 * Math.log(0.2 / 0.3) + 0.1 * Math.log(0.1 / 0.5),
  binaryCrossEntropy: -(Math.log(0.9) + Math.log(0.8)) / 2,
  binaryCrossEntropyWithLogits: (softplus(-2) + softplus(-1)) / 2,
  hingeEmbedding: (0.3 + 0.6) / 2,
  multilabelMargin: (0 + (1 - 0.5 + 0.2)) / 3,
  softMargin: (softplus(-2) + softplus(0.5)) / 2,
  multilabelSoftMargin: (softplus(-2) + softplus(-0.5) + softplus(-1)) / 3,
  cosineEmbedding: (1 - Math.SQRT1_2 + Math.SQRT1_2) / 2,
  marginRanking: 0.5 - 0.1,
  multiMargin: (1 - 0.3 + (1 - 0.2)) / 3,
  tripletMargin: 1 - 1.5 + 1,
  // Of the four ways through two frames, only blank–blank is not the label.
  ctc: -Math.log(3 / 4),
};

describe.each(NAMED_LOSSES)('$heading', ({ name, code, example, curve }) => {
  test('gives what the formula gives', () => {
    expect([numberOf(example)]).toBeAllClose([CLOSED_FORMS[name] ?? Number.NaN], { rtol: 1e-5, atol: 1e-6 });
  });

  test('gives the same as the line that a reader sees', () => {
    const run = new Function('tf', ...Object.keys(losses), `return ${code};`);
    expect(numberOf(() => run(tf, ...Object.values(losses)))).toBe(numberOf(example));
    expect(code.startsWith(`${findLoss(name).declaration.name}(`)).toBe(true);
  });

  test('has a curve whose slope is the slope of its values', () => {
    const xs = curve.xs.filter((_, index) => index % 10 === 4);
    const at = (shift: number) => numbersOf(() => curve.at(tf.tensor1d(xs.map((x) => x + shift))));
    const [above, below] = [at(0.004), at(-0.004)];
    const slopes = slopesOf(curve.at, xs);
    // Not at a kink, of which each of these curves has at most one.
    const off = slopes.filter((slope, index) => {
      const quotient = ((above[index] ?? 0) - (below[index] ?? 0)) / 0.008;
      return Math.abs(slope - quotient) > 1e-2 * Math.max(1, Math.abs(quotient));
    });
    expect(off.length).toBeLessThanOrEqual(1);
  });
});

test('is the whole of the chapter that the article leaves empty', () => {
  expect(NAMED_LOSSES).toHaveLength(14);
  expect(new Set(NAMED_LOSSES.map(({ name }) => name))).toEqual(new Set(Object.keys(CLOSED_FORMS)));
});
