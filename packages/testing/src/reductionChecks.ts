import type { AnyLoss } from '@losskit/losses/contract';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';

import { flatNumbers } from './allCloseMismatch.ts';
import { assertAllClose, type Check } from './Check.ts';
import { inTensorScope } from './inTensorScope.ts';
import { type Block, blockTensors } from './lossBlocks.ts';
import { lossOf, lossValues, predictionWidth, ROWS, sampleBlocks, sum, withNaN } from './lossSample.ts';

/** Losses in which sums over rows stand beside a constant: twice the rows are another batch. */
const STANDS_BESIDE_A_CONSTANT = ['proxyAnchor', 'vicReg'];

const EVERY_THIRD = Array.from({ length: ROWS }, (_, index) => (index % 3 === 0 ? 0 : 1));

/**
 * Weights and mask: only their ratios count, weight 0 and mask false both mean "masked out", shapes and order
 * don't matter.
 */
export function reductionChecks(loss: AnyLoss): Check[] {
  const { declaration } = loss;
  const width = predictionWidth(loss);
  const blocks = sampleBlocks(loss);
  const stream = randomStream(3, `weights ${declaration.name}`);
  const weights = Array.from({ length: ROWS }, () => Math.fround(stream.uniform(0.1, 2)));

  /** A check that the loss of all blocks with some options is that of the chosen blocks alone, in value and gradient. */
  function selectionCheck(keep: readonly number[]) {
    const chosen = blocks.filter((_, index) => keep[index]);
    const expected = ['mean', 'sum'].map((reduction) => {
      const { value, gradient } = lossOf(loss, chosen, { reduction });
      let row = 0;
      const ofAll = keep.flatMap((kept) =>
        kept ? gradient.slice(row * width, ++row * width) : Array<number>(width).fill(0),
      );
      return { reduction, value, gradient: ofAll };
    });
    return (what: string, all: readonly Block[], options: object) => {
      for (const { reduction, value, gradient } of expected) {
        const got = lossOf(loss, all, { ...options, reduction });
        assertAllClose(`${reduction} ${what}`, got.value, value);
        assertAllClose(`gradient of the ${reduction} ${what}`, got.gradient, gradient);
      }
    };
  }

  function checkNothing(what: string, none: readonly Block[], options: object): void {
    for (const reduction of ['mean', 'sum']) {
      const { value, gradient } = lossOf(loss, none, { ...options, reduction });
      assertAllClose(`${reduction} of ${what}`, value, [0]);
      assertAllClose(`gradient of the ${reduction} of ${what}`, gradient, Array(none.length * width).fill(0));
    }
  }

  const ofFactors: Check[] = [
    {
      name: 'does not change its mean when all weights grow by a factor',
      run: () => {
        const once = lossOf(loss, blocks, { weights, reduction: 'mean' });
        for (const factor of [1e-3, 8]) {
          const scaled = weights.map((weight) => weight * factor);
          const { value, gradient } = lossOf(loss, blocks, { weights: scaled, reduction: 'mean' });
          assertAllClose(`mean at ${factor}`, value, once.value);
          assertAllClose(`gradient at ${factor}`, gradient, once.gradient);
        }
      },
    },
  ];

  return [
    ...(STANDS_BESIDE_A_CONSTANT.includes(loss.declaration.name) ? [] : ofFactors),
    {
      name: 'treats weight 0 and mask false as masked out, also when the prediction there is NaN',
      run: () => {
        const broken = blocks.map((block, index) => (EVERY_THIRD[index] ? block : withNaN(loss, block)));
        const check = selectionCheck(EVERY_THIRD);
        check('with weights', blocks, { weights: EVERY_THIRD });
        check('with weights over NaN', broken, { weights: EVERY_THIRD });
        check('with a mask over NaN', broken, { mask: EVERY_THIRD.map(Boolean) });
        check('with a mask of numbers over NaN', broken, { mask: EVERY_THIRD });
        const half = EVERY_THIRD.map((kept, index) => (kept && index > 4 ? 1 : 0));
        selectionCheck(half)('with both', broken, { weights: EVERY_THIRD, mask: half });
      },
    },
    {
      name: 'is 0 with gradient 0 when nothing is selected',
      run: () => {
        checkNothing('weights 0', blocks, { weights: 0 });
        checkNothing('a false mask', blocks, { mask: [false] });
        checkNothing(
          'a false mask over NaN',
          blocks.map((block) => withNaN(loss, block)),
          { mask: Array(ROWS).fill(false) },
        );
        checkNothing('an empty batch', [], {});
        checkNothing('an empty batch with weights', [], { weights: [1] });
      },
    },
    {
      name: 'broadcasts weights and mask to what they are of',
      run: () => {
        const shape = [3, 4];
        const inFour = [1, 0, 3, 0.25];
        const column = [[1], [0], [2]];
        const [ofFour, ofColumn] = [
          [...inFour, ...inFour, ...inFour],
          column.flatMap(([x]) => Array(4).fill(x)),
        ];
        const twice = Array(ROWS).fill(2);
        const cases = [
          { given: { weights: 2 }, flat: { weights: twice } },
          { given: { mask: column }, flat: { mask: ofColumn } },
          { given: { weights: [2], mask: inFour }, flat: { weights: twice, mask: ofFour } },
          { given: { weights: column, mask: [inFour] }, flat: { weights: ofColumn, mask: ofFour } },
        ];
        for (const { given, flat } of cases) {
          const what = JSON.stringify(given);
          const [got, wanted] = [
            lossOf(loss, blocks, { ...given, reduction: 'mean' }, { shape }),
            lossOf(loss, blocks, { ...flat, reduction: 'mean' }),
          ];
          assertAllClose(`mean, ${what}`, got.value, wanted.value);
          assertAllClose(`gradient, ${what}`, got.gradient, wanted.gradient);
          assertAllClose(
            `none, ${what}`,
            lossValues(loss, blocks, { ...given, reduction: 'none' }, { shape }),
            lossValues(loss, blocks, { ...flat, reduction: 'none' }),
          );
        }
        // Each weight has the gradient of all that it stands for.
        const slopesOf = (numbers: number[], ofShape: number[]) =>
          inTensorScope(() => {
            const inputs = blockTensors(declaration, blocks, shape, 'ids');
            const total = (w: tf.Tensor) => loss.evaluate(inputs, { weights: w, reduction: 'sum' });
            return flatNumbers(tf.grad(total)(tf.tensor(numbers, ofShape)));
          });
        const positive = [1, 0.5, 3, 0.25];
        const ofAll = slopesOf([...positive, ...positive, ...positive], shape);
        const added = positive.map((_, place) => sum(ofAll.filter((__, index) => index % 4 === place)));
        assertAllClose('gradient of weights that are broadcast', slopesOf(positive, [4]), added);
      },
    },
    {
      name: 'depends neither on the order of the elements nor, unless batch-dependent, on how they are batched',
      run: () => {
        const order = randomStream(4, 'order').permutation(ROWS);
        const shuffled = [...order].flatMap((index) => blocks.slice(index, index + 1));
        const reordered = [...order].map((index) => weights[index] ?? 0);
        const whole = lossValues(loss, blocks, { weights, reduction: 'mean' });
        assertAllClose('mean', lossValues(loss, shuffled, { weights: reordered, reduction: 'mean' }), whole);
        if (declaration.batchDependent) return;
        const parts = [0, 5].map((start, index) => {
          const end = index === 0 ? 5 : ROWS;
          const options = { weights: weights.slice(start, end), reduction: 'sum' };
          return sum(lossValues(loss, blocks.slice(start, end), options));
        });
        assertAllClose('sum of two batches', [sum(parts) / sum(weights)], whole);
      },
    },
    {
      name: 'gives the same numbers at every rank from 0 to 4',
      run: () => {
        const flat = lossOf(loss, blocks, { reduction: 'none' });
        for (const shape of [
          [ROWS, 1],
          [3, 4],
          [2, 3, 2],
          [1, 2, 3, 2],
        ]) {
          const got = lossOf(loss, blocks, { reduction: 'none' }, { shape });
          assertAllClose(`[${shape}]`, got.value, flat.value);
          assertAllClose(`gradient at [${shape}]`, got.gradient, flat.gradient);
        }
        const single = lossOf(loss, blocks.slice(0, 1), {}, { shape: [] });
        const batchOfOne = lossOf(loss, blocks.slice(0, 1), {});
        assertAllClose('a single element', single.value, batchOfOne.value);
        assertAllClose('gradient of a single element', single.gradient, batchOfOne.gradient);
      },
    },
  ];
}
