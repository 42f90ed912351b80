import type { AnyLoss, LossDeclaration } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';

import { assertAllClose, type Check } from './Check.ts';
import { extremeBlocks } from './extremeBlocks.ts';
import { type Block, blockTensors, blockWidths, CLASSES, oneHot, takesClassIds } from './lossBlocks.ts';
import { lossOf, predictionWidth, ROWS, sampleBlocks } from './lossSample.ts';
import { specialBlocks } from './specialBlocks.ts';

/** Linear in the prediction, at least between kinks: their gradient does not depend on its value. */
const LINEAR = [
  'boundary',
  'klDivergence',
  'lovaszSoftmax',
  'nll',
  'wassersteinCritic',
  'wassersteinGenerator',
];
/** Sums of what each input costs by itself: a NaN of one has no part in the gradient of another. */
const SUMS = ['hingeDiscriminator', 'leastSquaresDiscriminator'];
const LABELS = ['ids', 'distributions'] as const;

/** The first number of a block that belongs to each input of floats. */
function placesOfFloats(declaration: LossDeclaration): number[] {
  let start = 0;
  return blockWidths(declaration).flatMap((width, index) => {
    start += width;
    const { dtype, perElement } = declaration.layout.inputs[index] ?? {};
    return dtype === 'int32' || perElement === 'shared' ? [] : [start - width];
  });
}

/** Dtypes, NaN and numbers far out. */
export function numberChecks(loss: AnyLoss): Check[] {
  const { declaration } = loss;
  return [
    {
      name: 'takes int32 inputs as the same numbers',
      run: () => {
        const whole = sampleBlocks(loss).map((block) => block.map(Math.round));
        tf.tidy(() => {
          const floats = blockTensors(declaration, whole, [ROWS], 'ids');
          const integers = floats.map((tensor) => tf.cast(tensor, 'int32'));
          const [got, wanted] = [integers, floats].map((inputs) =>
            loss.evaluate(inputs, { reduction: 'none' }),
          );
          if (got?.dtype !== 'float32')
            throw new Error(`expected a loss of dtype float32, got ${got?.dtype}`);
          assertAllClose('int32 inputs', got, wanted ?? []);
        });
      },
    },
    {
      name: 'is NaN where a number of one input is, and there alone, and so is its gradient',
      run: () => {
        const [drawn = [], ...others] = sampleBlocks(loss);
        // Of the class whose score becomes NaN: what has no part in a row may leave it as it is.
        const first = declaration.target === 'multiclass' ? [...oneHot(0), ...drawn.slice(CLASSES)] : drawn;
        const width = predictionWidth(loss);
        const unreduced = (blocks: readonly Block[]) =>
          lossOf(loss, blocks, { reduction: 'none' }, { labels: 'distributions' });
        const clean = unreduced([first, ...others]);
        for (const place of placesOfFloats(declaration)) {
          const { value, gradient } = unreduced([first.with(place, Number.NaN), ...others]);
          const where = `number ${place}`;
          const isLost = !value.slice(0, declaration.layout.grouped ? value.length : 1).some(Number.isNaN);
          if (isLost) throw new Error(`${where}: expected a NaN, got ${value}`);
          const ofRow = gradient.slice(0, width);
          const isSeen = declaration.differentiable && ![...LINEAR, ...SUMS].includes(declaration.name);
          if (isSeen && !ofRow.some(Number.isNaN)) {
            throw new Error(`${where}: expected a NaN in the gradient of the row, got ${ofRow}`);
          }
          // A batch-dependent loss hands the NaN on to the other rows.
          if (declaration.batchDependent) continue;
          assertAllClose(`other rows, ${where}`, value.slice(1), clean.value.slice(1));
          assertAllClose(`gradient of others, ${where}`, gradient.slice(width), clean.gradient.slice(width));
        }
      },
    },
    {
      name: 'is never NaN, and nor is its gradient, for huge, tiny and subnormal numbers',
      run: () => {
        const blocks = extremeBlocks(declaration);
        for (const labels of takesClassIds(declaration) ? LABELS : LABELS.slice(0, 1)) {
          // Rows that do not depend on each other stand apart, so that a huge one hides no other.
          const reduction = declaration.batchDependent ? 'mean' : 'none';
          const { value, gradient } = lossOf(loss, blocks, { reduction }, { labels });
          const width = gradient.length / blocks.length;
          const isLost = (row: number) =>
            [value[row] ?? 0, ...gradient.slice(row * width, (row + 1) * width)].some(Number.isNaN);
          const lost = blocks.filter((_, row) => isLost(row));
          if (lost.length > 0)
            throw new Error(
              `[${lost.join('], [')}], ${labels}: expected no NaN, got ${[...value, ...gradient]}`,
            );
        }
      },
    },
    {
      name: 'is finite, with a finite gradient, at the edges of its domain and far out',
      run: () => {
        const { value, gradient } = lossOf(loss, specialBlocks(declaration), { reduction: 'mean' });
        const wrong = [...value, ...gradient].filter((number) => !Number.isFinite(number));
        if (wrong.length > 0) throw new Error(`expected finite numbers, got ${wrong.join(', ')}`);
      },
    },
  ];
}
