import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { onWasm } from '../../fixtures/onWasm.ts';
import { spreadTensor } from '../../fixtures/spreadTensor.ts';

const SIZES: Readonly<Record<string, number>> = { a: 2, b: 3, c: 4, d: 1 };
const sizeOf = (label: string) => SIZES[label] ?? 1;

/** Every output number of an einsum, by going through all values of all labels. */
function longSum(
  terms: readonly string[][],
  output: readonly string[],
  tensors: readonly tf.Tensor[],
): number[] {
  const labels = [...new Set(terms.flat())];
  const values = tensors.map((tensor) => tensor.dataSync());
  const place = (order: readonly string[], at: ReadonlyMap<string, number>) =>
    order.reduce((index, label) => index * sizeOf(label) + (at.get(label) ?? 0), 0);
  const sums = new Array<number>(output.reduce((product, label) => product * sizeOf(label), 1)).fill(0);
  const visit = (rest: readonly string[], at: ReadonlyMap<string, number>): void => {
    const [label, ...others] = rest;
    if (label !== undefined) {
      for (let i = 0; i < sizeOf(label); i++) visit(others, new Map([...at, [label, i]]));
      return;
    }
    const product = terms.reduce((so, order, index) => so * (values[index]?.[place(order, at)] ?? 0), 1);
    sums[place(output, at)] = (sums[place(output, at)] ?? 0) + product;
  };
  visit(labels, new Map());
  return sums;
}

describe('einsum on wasm', () => {
  onWasm();

  test('einsum of any one or two tensors is the sum that it stands for', async () => {
    const term = fc.shuffledSubarray(Object.keys(SIZES), { minLength: 1 });
    const equation = fc
      .tuple(fc.array(term, { minLength: 1, maxLength: 2 }), fc.shuffledSubarray(Object.keys(SIZES)))
      .map(([terms, wanted]) => ({
        terms,
        output: wanted.filter((label) => terms.some((labels) => labels.includes(label))),
      }));
    await fc.assert(
      fc.property(equation, ({ terms, output }) => {
        const text = `${terms.map((labels) => labels.join('')).join(',')}->${output.join('')}`;
        tf.tidy(() => {
          const tensors = terms.map((labels, index) => spreadTensor(labels.map(sizeOf), index));
          expect(tf.einsum(text, ...tensors)).toBeAllClose(longSum(terms, output, tensors), { atol: 1e-5 });
        });
      }),
      { seed: 20261121, numRuns: 150 },
    );
  });
});
