import type { AnyLoss } from '@losskit/losses/contract';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';

import { flatNumbers } from './allCloseMismatch.ts';
import { assertAllClose, assertThrows, type Check } from './Check.ts';
import { type Block, blockTensors, blockWidths, drawBlocks } from './lossBlocks.ts';
import { sum } from './lossSample.ts';
import { blockReference, type LossSpec } from './referenceChecks.ts';

const POINTS = 50;
const STEP = 1e-3;

/** How fast the slope of `f` along the direction grows at 0, or undefined where a kink is near. */
function curvatureOf(f: (h: number) => number): number | undefined {
  const [once = 0, twice = 0] = [STEP, 2 * STEP].map((h) => (f(h) - 2 * f(0) + f(-h)) / h ** 2);
  if (!(Math.abs(once - twice) <= 1e-3 * (1 + Math.abs(once)))) return undefined;
  // The error of both is proportional to h², so this combination has none of that.
  return (4 * once - twice) / 3;
}

/** For every block the second derivative of its loss along its direction: vᵀ H v. */
function secondDerivatives(
  loss: AnyLoss,
  blocks: readonly Block[],
  directions: readonly Block[],
  options: object,
): number[] {
  const { declaration } = loss;
  const inputs = blockTensors(declaration, blocks, [blocks.length], 'distributions');
  // What all elements share stays where it is.
  const along = blockTensors(declaration, directions, [blocks.length], 'distributions').map(
    (direction, index) =>
      declaration.layout.inputs[index]?.perElement === 'shared' ? tf.zerosLike(direction) : direction,
  );
  const isInteger = inputs.map(({ dtype }) => dtype === 'int32');
  const floats = (tensors: readonly tf.Tensor[]) => tensors.filter((_, index) => !isInteger[index]);
  const slope = (...xs: tf.Tensor[]) => {
    const gradients = tf.grads((...zs: tf.Tensor[]) => {
      const rest = [...zs];
      const all = inputs.map((input, index) => (isInteger[index] ? input : (rest.shift() ?? input)));
      return loss.evaluate(all, { ...options, reduction: 'sum' });
    })(xs);
    const parts = gradients.map((gradient, index) =>
      tf.sum(tf.mul(gradient, floats(along)[index] ?? gradient)),
    );
    return parts.reduce((total, part) => tf.add(total, part));
  };
  const found = tf.grads(slope)(floats(inputs));
  const columns = inputs.map((input, index) => {
    const column = isInteger[index] ? tf.zerosLike(input) : (found.shift() ?? input);
    return flatNumbers(tf.mul(column, along[index] ?? column));
  });
  const widths = blockWidths(declaration);
  return blocks.map((_, row) =>
    sum(
      columns.flatMap((column, index) => {
        const width = widths[index] ?? 1;
        return column.slice(row * width, (row + 1) * width);
      }),
    ),
  );
}

/**
 * The second derivative agrees with that of the float64 reference where the declaration promises it, and else
 * is refused.
 */
export function secondDerivativeChecks<Options extends object>(
  loss: AnyLoss,
  spec: LossSpec<Options>,
): Check[] {
  const { declaration } = loss;
  const { name } = declaration;
  const stream = randomStream(6, `second derivative ${name}`);
  const blocks = drawBlocks(declaration, POINTS, stream);
  const directions = blocks.map((block) => block.map(() => Math.fround(stream.normal())));
  if (!declaration.twiceDifferentiable) {
    return [
      {
        name: 'refuses a derivative of its derivative, which it does not promise',
        run: () =>
          tf.tidy(() => {
            const inputs = blockTensors(declaration, blocks, [POINTS], 'ids');
            const ofLast = (x: tf.Tensor) => tf.sum(loss.evaluate([...inputs.slice(0, -1), x]));
            const twice = tf.grad((x) => tf.sum(tf.grad(ofLast)(x)));
            assertThrows(
              'tf.grad of tf.grad',
              () => twice(inputs.at(-1) ?? tf.scalar(0)),
              RangeError,
              new RegExp(`^${name}: expected a first derivative`),
            );
          }),
      },
    ];
  }
  return spec.options.map((options) => ({
    name: `has the second derivative of its reference at ${POINTS} random points with ${JSON.stringify(options)}`,
    run: () =>
      tf.tidy(() => {
        const reference = blockReference(declaration, spec, options);
        const expected = blocks.map((block, row) =>
          curvatureOf((h) =>
            reference(
              block.map((x, index) => x + h * (directions[row]?.[index] ?? 0)),
              block,
            ),
          ),
        );
        const got = secondDerivatives(loss, blocks, directions, options);
        const mask = blocks.map((_, row) => row % 3 !== 0);
        const masked = secondDerivatives(loss, blocks, directions, { ...options, mask });
        assertAllClose(
          'second derivatives under a mask',
          masked,
          got.map((number, row) => (mask[row] ? number : 0)),
        );
        const smooth = blocks.map((_, row) => row).filter((row) => expected[row] !== undefined);
        if (smooth.length < POINTS / 2)
          throw new Error(`expected most points away from kinks, got ${smooth.length}`);
        assertAllClose(
          'second derivatives',
          smooth.map((row) => got[row] ?? Number.NaN),
          smooth.map((row) => expected[row] ?? Number.NaN),
          { rtol: 1e-4, atol: 1e-5 },
        );
      }),
  }));
}
