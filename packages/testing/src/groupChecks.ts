import type { AnyLoss } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';

import { flatNumbers } from './allCloseMismatch.ts';
import { assertAllClose, type Check } from './Check.ts';
import { inTensorScope } from './inTensorScope.ts';
import { type Block, blockTensors, CLASSES } from './lossBlocks.ts';
import { lossOf, lossValues, predictionWidth, ROWS, sampleBlocks, sum } from './lossSample.ts';
import { centralSlope } from './slope.ts';

const CLASS_WEIGHTS = [1, 0.5, 3, 0.25];

/** The class of a row of scores: where its target is highest. */
function idOf(block: Block): number {
  const target = block.slice(0, CLASSES);
  return target.indexOf(Math.max(...target));
}

/** A loss of groups of rows: what it is reduced over, and weights that say how often a row counts. */
export function groupChecks(loss: AnyLoss): Check[] {
  const { declaration } = loss;
  if (!declaration.layout.grouped) return [];
  const width = predictionWidth(loss);
  const blocks = sampleBlocks(loss);
  const unreduced = (options: object) => lossOf(loss, blocks, { ...options, reduction: 'none' });
  /** How many of the unreduced numbers are valid: one for the group, or one for each class that a row has. */
  const present = () => (unreduced({}).value.length === 1 ? 1 : new Set(blocks.map(idOf)).size);

  const checks: Check[] = [
    {
      name: 'adds up with sum, and averages with mean over the classes or groups that are valid',
      run: () => {
        const none = unreduced({});
        const count = present();
        const total = lossOf(loss, blocks, { reduction: 'sum' });
        const mean = lossOf(loss, blocks, { reduction: 'mean' });
        assertAllClose('sum', total.value, [sum(none.value)]);
        assertAllClose('mean', mean.value, [sum(none.value) / count]);
        assertAllClose('gradient of the sum', total.gradient, none.gradient);
        assertAllClose(
          'gradient of the mean',
          mean.gradient,
          none.gradient.map((g) => g / count),
        );
        assertAllClose('default reduction', lossValues(loss, blocks, {}), mean.value);
      },
    },
    {
      name: 'counts a row as often as its weight says',
      run: () => {
        const weights = blocks.map((_, row) => row % 3);
        const copied = blocks.flatMap((block, row) => Array<Block>(row % 3).fill(block));
        for (const reduction of ['none', 'mean']) {
          const got = lossOf(loss, blocks, { weights, reduction });
          const wanted = lossOf(loss, copied, { reduction });
          let copy = 0;
          const gradient = weights.flatMap((times) => {
            const copies = Array.from({ length: times }, () =>
              wanted.gradient.slice(copy * width, ++copy * width),
            );
            return Array.from({ length: width }, (_, index) => sum(copies.map((part) => part[index] ?? 0)));
          });
          assertAllClose(reduction, got.value, wanted.value);
          assertAllClose(`gradient of ${reduction}`, got.gradient, gradient);
        }
      },
    },
    {
      name: 'makes a group of each entry of the first axis with perSample',
      run: () => {
        const options = { perSample: true, reduction: 'none' };
        const got = lossOf(loss, blocks, options, { shape: [3, 4] });
        const groups = [0, 4, 8].map((start) =>
          lossOf(loss, blocks.slice(start, start + 4), { reduction: 'none' }),
        );
        assertAllClose(
          'values',
          got.value,
          groups.flatMap(({ value }) => value),
        );
        assertAllClose(
          'gradient',
          got.gradient,
          groups.flatMap(({ gradient }) => gradient),
        );
      },
    },
    {
      name: 'lets the gradient flow to weights',
      run: () => {
        const weights = Array.from({ length: ROWS }, (_, row) => 1 + (row % 4) / 8);
        const meanAt = (row: number) => (weight: number) =>
          lossValues(loss, blocks, { weights: weights.with(row, weight) })[0] ?? Number.NaN;
        const got = inTensorScope(() => {
          const inputs = blockTensors(declaration, blocks, [ROWS], 'ids');
          const mean = (w: tf.Tensor) => loss.evaluate(inputs, { weights: w });
          return flatNumbers(tf.grad(mean)(tf.tensor1d(weights)));
        });
        // Rows are of one kind: every third is enough.
        const rows = [...weights.keys()].filter((row) => row % 3 === 0);
        const slopes = rows.map((row) => centralSlope(meanAt(row), weights[row] ?? 1, 1e-2));
        // A slope over 2e-2 multiplies the rounding of the value by fifty.
        const atol = 1e-4 + 50 * 2 ** -23 * Math.abs(meanAt(0)(weights[0] ?? 1));
        const compared = rows.map((row) => got[row] ?? Number.NaN);
        assertAllClose('gradient with respect to the weights', compared, slopes, { rtol: 0.01, atol });
      },
    },
  ];
  if (declaration.layout.unreduced.startsWith('[],')) return checks;
  return [
    ...checks,
    {
      name: 'weighs the mean over the classes by the class weights',
      run: () => {
        const { value } = unreduced({});
        const there = CLASS_WEIGHTS.map((weight, id) =>
          blocks.some((block) => idOf(block) === id) ? weight : 0,
        );
        const weighted = value.map((number, id) => number * (CLASS_WEIGHTS[id] ?? 0));
        const classWeights = CLASS_WEIGHTS;
        assertAllClose('none', unreduced({ classWeights }).value, weighted);
        assertAllClose('mean', lossValues(loss, blocks, { classWeights }), [sum(weighted) / sum(there)]);
      },
    },
  ];
}
