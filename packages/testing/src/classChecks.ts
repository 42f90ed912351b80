import type { AnyLoss } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';

import { assertAllClose, assertThrows, type Check } from './Check.ts';
import { inTensorScope } from './inTensorScope.ts';
import { type Block, blockTensors, CLASSES } from './lossBlocks.ts';
import { lossOf, lossOfInputs, lossValues, ROWS, sampleBlocks, sum } from './lossSample.ts';

const CLASS_WEIGHTS = [1, 0.5, 3, 0];

function idOf(block: Block): number {
  const target = block.slice(0, CLASSES);
  return target.indexOf(Math.max(...target));
}

function withOneHot(block: Block): Block {
  const id = idOf(block);
  return block.map((number, index) => (index < CLASSES ? Number(index === id) : number));
}

/** Class ids, distributions, class weights and `ignoreIndex`, for losses over classes. */
export function classChecks(loss: AnyLoss): Check[] {
  const { name, options, target, layout } = loss.declaration;
  if (target !== 'multiclass') return [];
  const blocks = sampleBlocks(loss).map(withOneHot);
  const smoothing = 'labelSmoothing' in options ? [{ labelSmoothing: 0.1 }] : [];

  function withIds(ids: readonly number[], given: object) {
    return inTensorScope(() => {
      const [, ...others] = blockTensors(loss.declaration, blocks, [ROWS], 'ids');
      return lossOfInputs(loss, [tf.tensor1d([...ids], 'int32'), ...others], given);
    });
  }

  const rowWeights = blocks.map((block) => CLASS_WEIGHTS[idOf(block)] ?? 0);
  const ofRows: Check[] = [
    {
      name: 'multiplies the loss of a row by the weight of its class',
      run: () => {
        const options = { reduction: 'none' };
        const got = lossOf(loss, blocks, { ...options, classWeights: CLASS_WEIGHTS });
        const unweighted = lossOf(loss, blocks, options);
        const width = unweighted.gradient.length / ROWS;
        const times = (numbers: readonly number[], perRow: number) =>
          numbers.map((number, index) => number * (rowWeights[Math.floor(index / perRow)] ?? 0));
        assertAllClose('none', got.value, times(unweighted.value, 1));
        assertAllClose('gradient', got.gradient, times(unweighted.gradient, width), { atol: 1e-5 });
      },
    },
    {
      name: 'divides the mean by the class weights of the rows',
      run: () => {
        const none = lossValues(loss, blocks, { classWeights: CLASS_WEIGHTS, reduction: 'none' });
        const mean = lossValues(loss, blocks, { classWeights: CLASS_WEIGHTS, reduction: 'mean' });
        assertAllClose('mean', mean, [sum(none) / sum(rowWeights)]);
        const zeros = lossOf(loss, blocks, { classWeights: [0, 0, 0, 0], reduction: 'mean' });
        assertAllClose('mean with class weights 0', zeros.value, [0]);
        assertAllClose('gradient with class weights 0', zeros.gradient, Array(ROWS * CLASSES).fill(0));
      },
    },
  ];

  return [
    ...(layout.grouped ? [] : ofRows),
    {
      name: 'gives a class id and its one-hot distribution the same loss under every option',
      run: () => {
        const classWeights = CLASS_WEIGHTS;
        for (const extra of [
          {},
          { classWeights },
          ...smoothing,
          ...smoothing.map((s) => ({ ...s, classWeights })),
        ]) {
          for (const reduction of ['none', 'mean']) {
            const [ids, distributions] = (['ids', 'distributions'] as const).map((labels) =>
              lossOf(loss, blocks, { ...extra, reduction }, { labels }),
            );
            const what = `${JSON.stringify(extra)}, ${reduction}`;
            assertAllClose(what, distributions?.value ?? [], ids?.value ?? []);
            assertAllClose(`gradient, ${what}`, distributions?.gradient ?? [], ids?.gradient ?? []);
          }
        }
      },
    },
    {
      name: 'treats rows of the ignored class id as masked out',
      run: () => {
        const classWeights = [1, 0.5, 3, 0.25];
        const cases = [
          ...[-100, 2, 77].map((ignoreIndex) => ({ ignoreIndex })),
          ...[{ classWeights }, ...smoothing].map((extra) => ({ ...extra, ignoreIndex: 2 })),
        ];
        for (const given of cases) {
          const { ignoreIndex } = given;
          const ids = blocks.map((block, row) => (row % 3 === 0 ? ignoreIndex : idOf(block)));
          const mask = ids.map((id) => id !== ignoreIndex);
          const masked = ids.map((id) => (id === ignoreIndex ? 0 : id));
          for (const reduction of ['none', 'mean']) {
            const got = withIds(ids, { ...given, reduction });
            const wanted = withIds(masked, { ...given, mask, ignoreIndex: -100, reduction });
            const what = `${JSON.stringify(given)}, ${reduction}`;
            assertAllClose(what, got.value, wanted.value);
            assertAllClose(`gradient, ${what}`, got.gradient, wanted.gradient);
          }
        }
        for (const extra of [{}, { classWeights }, ...smoothing]) {
          for (const reduction of ['sum', 'mean']) {
            const nothing = withIds(Array(ROWS).fill(-100), { ...extra, reduction });
            assertAllClose(`${reduction} with every row ignored`, nothing.value, [0]);
            assertAllClose(
              'gradient with every row ignored',
              nothing.gradient,
              Array(ROWS * CLASSES).fill(0),
            );
          }
        }
      },
    },
    {
      name: 'makes a row NaN whose class id does not exist, and with it its group',
      run: () => {
        const clean = lossValues(loss, blocks, { reduction: 'none' });
        for (const id of [-1, CLASSES, 1e6]) {
          const ids = blocks.map((block, row) => (row === 1 ? id : idOf(block)));
          const { value } = withIds(ids, { reduction: 'none' });
          const wanted = clean.map((number, row) => (row === 1 || layout.grouped ? Number.NaN : number));
          assertAllClose(`class id ${id}`, value, wanted, { equalNaN: true });
          if (layout.grouped) continue;
          const mask = blocks.map((_, row) => row !== 1);
          const absent = withIds(ids, { mask, reduction: 'none' }).value;
          assertAllClose(`class id ${id}, masked`, absent, clean.with(1, 0));
        }
      },
    },
    {
      name: 'refuses class ids that are not integers and class weights of another length',
      run: () =>
        tf.tidy(() => {
          const [labels = tf.scalar(0), ...others] = blockTensors(loss.declaration, blocks, [ROWS], 'ids');
          assertThrows(
            'float class ids',
            () => loss.evaluate([tf.cast(labels, 'float32'), ...others]),
            TypeError,
            new RegExp(
              `^${name}: expected class ids of dtype int32, got float32; use tf\\.cast\\(labels, 'int32'\\)\\.$`,
            ),
          );
          assertThrows(
            'three class weights for four classes',
            () => loss.evaluate([labels, ...others], { classWeights: [1, 2, 3] }),
            RangeError,
            new RegExp(`^${name}: expected classWeights .*, got \\[3\\]`),
          );
        }),
    },
  ];
}
