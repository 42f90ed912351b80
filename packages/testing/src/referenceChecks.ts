import type { AnyLoss, LossDeclaration } from '@losskit/losses/contract';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';

import { allCloseMismatch, flatNumbers } from './allCloseMismatch.ts';
import { assertAllClose, type Check } from './Check.ts';
import { inTensorScope } from './inTensorScope.ts';
import { type Block, blockTensors, blockWidths, CLASSES, drawBlocks } from './lossBlocks.ts';
import { centralSlope, slopesAt } from './slope.ts';
import { specialBlocks } from './specialBlocks.ts';

const POINTS = 400;

/** Of blocks of hundreds of numbers, such as pictures, fewer are as many numbers. */
const NUMBERS = 1000;

/** About so many slopes are compared at random points: in each block of some numbers, in the next one of others. */
const RANDOM_SLOPES = 1200;

/** Of each special block the slopes of at most so many numbers are compared, in the next block of others. */
const SPECIAL_SLOPES = 50;

/** A point with a value or gradient known by hand: kinks, limits, published numbers. */
export interface LossCase<Options> {
  readonly inputs: Block;
  readonly options?: Options;
  readonly value?: number;
  /** With respect to the last input. */
  readonly gradient?: number;
}

/** What a loss is compared with: plain float64 JavaScript that is derived in another way than the loss. */
export interface LossSpec<Options extends object> {
  /** Every set of options to check; give `{}` for the defaults. */
  readonly options: readonly Options[];
  /** One element of an elementwise loss. */
  readonly reference?: (yTrue: number, yPred: number, options: Options) => number;
  /**
   * One row of a loss over classes. The target is already smoothed and weighted by class, so the reference
   * needs to know the options of its own only.
   *
   * @param at - The scores at whose place the gradient is taken: what is chosen by them is chosen there.
   */
  readonly rowReference?: (
    target: readonly number[],
    scores: readonly number[],
    options: Options,
    at: readonly number[],
  ) => number;
  /** One parameter of a penalty. */
  readonly parameterReference?: (parameter: number, options: Options) => number;
  /**
   * One element of any loss, each input as its numbers: `[[yTrue], [mean], [variance]]`, `[[1, 0], [0.5,
   * 2]]`.
   *
   * @param at - The inputs at whose place the gradient is taken: what the loss holds constant comes from
   *   there.
   */
  readonly inputsReference?: (
    inputs: readonly (readonly number[])[],
    options: Options,
    at: readonly (readonly number[])[],
  ) => number;
  readonly cases?: readonly LossCase<Options>[];
}

interface ClassOptions {
  readonly classWeights?: readonly number[];
  readonly labelSmoothing?: number;
}

export function splitBlock(block: Block, widths: readonly number[]): readonly Block[] {
  let start = 0;
  return widths.map((width) => {
    start += width;
    return block.slice(start - width, start);
  });
}

/** The reference of one block under these options, with what is held constant as it is at another one. */
export function blockReference<Options extends object>(
  declaration: LossDeclaration,
  spec: LossSpec<Options>,
  options: Options,
) {
  const inputsOf = (block: Block) => splitBlock(block, blockWidths(declaration));
  return (block: Block, at = block): number => {
    if (spec.inputsReference) return spec.inputsReference(inputsOf(block), options, inputsOf(at));
    const [first = Number.NaN, second = Number.NaN] = block;
    if (spec.reference) return spec.reference(first, second, options);
    if (spec.parameterReference) return spec.parameterReference(first, options);
    if (!spec.rowReference) throw new TypeError('testLoss: expected a reference, got none.');
    const { classWeights = [], labelSmoothing = 0 }: ClassOptions = options;
    const target = block
      .slice(0, CLASSES)
      .map((t, c) => (classWeights[c] ?? 1) * (t - labelSmoothing * t + labelSmoothing / CLASSES));
    return spec.rowReference(target, block.slice(CLASSES), options, at.slice(CLASSES));
  };
}

/**
 * The unreduced loss, and the gradient of its sum with respect to every number of every block, 0 for
 * integers.
 */
function evaluateBlocks(loss: AnyLoss, blocks: readonly Block[], options: object) {
  return inTensorScope(() => {
    const inputs = blockTensors(loss.declaration, blocks, [blocks.length], 'distributions');
    let values: readonly number[] = [];
    const gradientsOf = tf.grads((...floating: tf.Tensor[]) => {
      const rest = [...floating];
      const all = inputs.map((input) => (input.dtype === 'int32' ? input : (rest.shift() ?? input)));
      const unreduced = loss.evaluate(all, { ...options, reduction: 'none' });
      values = flatNumbers(unreduced);
      return tf.sum(unreduced);
    });
    const found = gradientsOf(inputs.filter(({ dtype }) => dtype !== 'int32'));
    const columns = inputs.map((input) =>
      flatNumbers(input.dtype === 'int32' ? tf.zerosLike(input) : (found.shift() ?? [])),
    );
    const widths = blockWidths(loss.declaration);
    const gradients = blocks.map((_, row) =>
      columns.flatMap((column, input) => {
        const width = widths[input] ?? 1;
        return column.slice(row * width, (row + 1) * width);
      }),
    );
    return { values, gradients };
  });
}

function describeBlock(block: Block): string {
  return `[${block.join(', ')}]`;
}

/**
 * The slope agrees where there is one; at a kink the gradient lies between both slopes; it is finite
 * everywhere.
 *
 * @param value - The reference of the block.
 */
export function checkSlope(
  reference: (block: Block) => number,
  block: Block,
  value: number,
  index: number,
  gradient: number,
): void {
  const { left, right, central } = slopesAt((x) => reference(block.with(index, x)), block[index] ?? 0, value);
  const where = `gradient with respect to number ${index} of ${describeBlock(block)}`;
  if (!Number.isFinite(gradient)) throw new Error(`${where}: expected a finite number, got ${gradient}`);
  if (!Number.isFinite(left) || !Number.isFinite(right)) return;
  const isSmooth = Math.abs(left - right) <= 1e-3 * (1 + Math.abs(central));
  const nearest = isSmooth
    ? central
    : Math.min(Math.max(gradient, Math.min(left, right)), Math.max(left, right));
  // A slope over 2e-6 multiplies the rounding of large values by half a million.
  const rounding = 1e7 * Number.EPSILON * Math.abs(value);
  assertAllClose(where, [gradient], [nearest], { rtol: 1e-4, atol: 1e-6 + rounding });
}

/** The checks of one loss against its reference: values and gradients, at random and at special points. */
export function referenceChecks<Options extends object>(loss: AnyLoss, spec: LossSpec<Options>): Check[] {
  const { declaration } = loss;
  const perOptions = spec.options.flatMap((options): Check[] => {
    const label = JSON.stringify(options);
    const reference = blockReference(declaration, spec, options);
    const width = blockWidths(declaration).reduce((sum, count) => sum + count, 0);
    const points = width > NUMBERS / 20 ? Math.ceil(NUMBERS / width) : POINTS;
    const random = drawBlocks(declaration, points, randomStream(1, `testLoss ${declaration.name}`));
    const special = specialBlocks(declaration);
    const strides = {
      random: Math.ceil((points * width) / RANDOM_SLOPES),
      special: Math.ceil(width / SPECIAL_SLOPES),
    };
    return [
      {
        name: `agrees with its reference at ${points} random points with ${label}`,
        run: () => {
          const { values, gradients } = evaluateBlocks(loss, random, options);
          const expected = random.map((block) => reference(block));
          assertAllClose('values', values, expected);
          const compared = random.flatMap((block, row) =>
            [...block.keys()]
              .filter((index) => (index + row) % strides.random === 0)
              .map((index) => ({ block, row, index })),
          );
          const got = compared.map(({ row, index }) => gradients[row]?.[index] ?? Number.NaN);
          const slopes = compared.map(({ block, index }) =>
            centralSlope((moved) => reference(block.with(index, moved), block), block[index] ?? 0),
          );
          assertAllClose('gradients', got, slopes, { rtol: 1e-4, atol: 1e-6 });
        },
      },
      {
        name: `agrees with its reference at special points with ${label}`,
        run: () => {
          const { values, gradients } = evaluateBlocks(loss, special, options);
          special.forEach((block, row) => {
            const value = reference(block);
            assertAllClose(`value at ${describeBlock(block)}`, values[row] ?? Number.NaN, value);
            for (const [index, gradient] of (gradients[row] ?? []).entries()) {
              if ((index + row) % strides.special !== 0) continue;
              checkSlope((moved) => reference(moved, block), block, value, index, gradient);
            }
          });
        },
      },
    ];
  });
  const cases = (spec.cases ?? []).map(
    ({ inputs, options, value, gradient }): Check => ({
      name: `gives the known value and gradient at ${describeBlock(inputs)} with ${JSON.stringify(options ?? {})}`,
      run: () => {
        const { values, gradients } = evaluateBlocks(loss, [inputs], options ?? {});
        const got = gradients[0]?.at(-1) ?? Number.NaN;
        const mismatch =
          (value === undefined ? undefined : allCloseMismatch(values, [value])) ??
          (gradient === undefined ? undefined : allCloseMismatch(got, gradient));
        if (mismatch !== undefined) throw new Error(`at ${describeBlock(inputs)}: ${mismatch}`);
      },
    }),
  );
  return [...perOptions, ...cases];
}
