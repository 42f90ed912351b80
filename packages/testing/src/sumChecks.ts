import type { AnyLoss, SumAndWeight } from '@losskit/losses/contract';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';

import { flatNumbers } from './allCloseMismatch.ts';
import { assertAllClose, assertThrows, type Check } from './Check.ts';
import { inTensorScope } from './inTensorScope.ts';
import { blockTensors, predictionIndex } from './lossBlocks.ts';
import { ROWS, sampleBlocks, sum } from './lossSample.ts';

const CLASS_WEIGHTS = [1, 0.5, 3, 0.25];
const RAGGED = [0, 5, 6, ROWS];

function weightOf({ weight }: SumAndWeight): number {
  return typeof weight === 'number' ? weight : (flatNumbers(weight)[0] ?? Number.NaN);
}

function meanFrom(parts: readonly { readonly sum: number; readonly weight: number }[]): number {
  const weight = sum(parts.map((part) => part.weight));
  return weight === 0 ? 0 : sum(parts.map((part) => part.sum)) / weight;
}

/** The sum of a loss and its weight apart: what batches add up by. */
export function sumChecks(loss: AnyLoss): Check[] {
  const { declaration } = loss;
  const blocks = sampleBlocks(loss);
  const place = predictionIndex(declaration);
  const stream = randomStream(6, `sums ${declaration.name}`);
  const weights = Array.from({ length: ROWS }, () => Math.fround(stream.uniform(0.1, 2)));
  const mask = Array.from({ length: ROWS }, (_, row) => row % 4 !== 1);

  /** Every option that says what counts, as functions of the rows from `start` to `end`. */
  const cases: Record<string, (start: number, end: number) => object> = {
    nothing: () => ({}),
    weights: (start, end) => ({ weights: weights.slice(start, end) }),
    mask: (start, end) => ({ mask: mask.slice(start, end) }),
    'weights and mask': (start, end) => ({
      weights: weights.slice(start, end),
      mask: mask.slice(start, end),
    }),
    ...('ignoreIndex' in declaration.options && declaration.target === 'multiclass'
      ? { ignoreIndex: () => ({ ignoreIndex: 1 }) }
      : {}),
    ...('classWeights' in declaration.options
      ? { classWeights: () => ({ classWeights: CLASS_WEIGHTS }) }
      : {}),
  };

  function inputsOf(start: number, end: number): tf.Tensor[] {
    return blockTensors(declaration, blocks.slice(start, end), [end - start], 'ids');
  }

  function sumOf(start: number, end: number, options: object): { sum: number; weight: number } {
    return inTensorScope(() => {
      const result = loss.sumAndWeight(inputsOf(start, end), { reduction: 'mean', ...options });
      return { sum: flatNumbers(result.sum)[0] ?? Number.NaN, weight: weightOf(result) };
    });
  }

  function meanOf(start: number, end: number, options: object): readonly number[] {
    return inTensorScope(() =>
      flatNumbers(loss.evaluate(inputsOf(start, end), { reduction: 'mean', ...options })),
    );
  }

  return [
    {
      name: 'gives the mean as the quotient of its sum and its weight',
      run: () => {
        for (const [what, options] of Object.entries(cases)) {
          for (const end of [ROWS, 0]) {
            const quotient = meanFrom([sumOf(0, end, options(0, end))]);
            assertAllClose(`${what}, ${end} rows`, [quotient], meanOf(0, end, options(0, end)), {
              rtol: 1e-6,
            });
          }
        }
        assertAllClose('nothing selected', [sumOf(0, ROWS, { mask: [false] }).weight], [0]);
      },
    },
    {
      name: 'adds up over batches of any size, unless the rows depend on each other',
      run: () => {
        if (declaration.batchDependent) return;
        for (const [what, options] of Object.entries(cases)) {
          const parts = RAGGED.slice(1).map((end, index) => {
            const start = RAGGED[index] ?? 0;
            return sumOf(start, end, options(start, end));
          });
          assertAllClose(what, [meanFrom(parts)], meanOf(0, ROWS, options(0, ROWS)));
        }
      },
    },
    {
      name: 'has a sum with the gradient that the reduction sum has, and leaks nothing',
      run: () => {
        for (const [what, options] of Object.entries(cases)) {
          // The case of both together has their gradients.
          if (what === 'weights' || what === 'mask') continue;
          inTensorScope(() => {
            const inputs = inputsOf(0, ROWS);
            const prediction = inputs[place] ?? tf.scalar(Number.NaN);
            const given = options(0, ROWS);
            const [got, wanted] = [
              (x: tf.Tensor) =>
                tf.reshape(loss.sumAndWeight(inputs.with(place, x), { reduction: 'mean', ...given }).sum, []),
              (x: tf.Tensor) => loss.evaluate(inputs.with(place, x), { ...given, reduction: 'sum' }),
            ].map((run) => flatNumbers(tf.grad(run)(prediction)));
            assertAllClose(`gradient, ${what}`, got ?? [], wanted ?? [], { rtol: 0, atol: 0 });
            const before = tf.memory().numTensors;
            const { sum: total, weight } = loss.sumAndWeight(inputs, { reduction: 'mean', ...given });
            tf.dispose([total, weight]);
            const left = tf.memory().numTensors - before;
            if (left !== 0) throw new Error(`${what}: expected nothing left, got ${left} tensors`);
          });
        }
      },
    },
    {
      name: 'has a weight of 1 with the reduction sum, and no sum without a reduction',
      run: () =>
        inTensorScope(() => {
          const inputs = inputsOf(0, ROWS);
          const summed = loss.with({ reduction: 'sum' });
          const { sum: total, weight } = summed.sumAndWeight(inputs, { weights });
          if (weight !== 1) throw new Error(`expected a weight of 1, got ${weight}`);
          assertAllClose('sum', total, summed.evaluate(inputs, { weights }));
          assertThrows(
            'reduction none',
            () => loss.sumAndWeight(inputs, { reduction: 'none' }),
            RangeError,
            new RegExp(
              `^${declaration.name}: expected reduction 'mean' or 'sum' to have a sum, got 'none'\\.$`,
            ),
          );
          if (loss.sumAndWeight(inputs, { reduction: 'mean' }).weight === 0)
            throw new Error('expected a weight');
        }),
    },
    {
      name: 'tells of what shape weights and mask are, and which options were fixed',
      run: () =>
        inTensorScope(() => {
          const shape = [3, ROWS / 3];
          const inputs = blockTensors(declaration, blocks, shape, 'ids');
          assertAllClose('weightsShape', loss.weightsShape(inputs), shape);
          loss.evaluate(inputs, { weights: tf.ones([...loss.weightsShape(inputs)]) });
          const fixed = loss.with({ mask: [true] }).with({ reduction: 'sum' }).preset;
          const wanted = [...Object.keys(loss.preset), 'mask', 'reduction'].sort();
          if (Object.keys(fixed).sort().join() !== wanted.join()) {
            throw new Error(`expected ${wanted} to be fixed, got ${Object.keys(fixed)}`);
          }
        }),
    },
  ];
}
