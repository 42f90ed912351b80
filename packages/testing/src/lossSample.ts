import type { AnyLoss } from '@losskit/losses/contract';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';

import { flatNumbers } from './allCloseMismatch.ts';
import { inTensorScope } from './inTensorScope.ts';
import { type Block, blockTensors, blockWidths, drawBlocks, predictionIndex } from './lossBlocks.ts';

/** How many blocks most checks use. */
export const ROWS = 12;

export function sampleBlocks(loss: AnyLoss, count = ROWS): Block[] {
  return drawBlocks(loss.declaration, count, randomStream(2, `contract ${loss.declaration.name}`));
}

/** How blocks become tensors. */
interface Placement {
  readonly shape?: readonly number[];
  readonly labels?: 'ids' | 'distributions';
}

/** The loss of these blocks, as plain numbers. */
export function lossValues(
  loss: AnyLoss,
  blocks: readonly Block[],
  options: object,
  { shape = [blocks.length], labels = 'ids' }: Placement = {},
): readonly number[] {
  return inTensorScope(() =>
    flatNumbers(loss.evaluate(blockTensors(loss.declaration, blocks, shape, labels), options)),
  );
}

interface ValueAndGradient {
  readonly value: readonly number[];
  readonly gradient: readonly number[];
}

/** The loss of these inputs and the gradient of its sum with respect to the prediction, as plain numbers. */
export function lossOfInputs(loss: AnyLoss, inputs: readonly tf.Tensor[], options: object): ValueAndGradient {
  return inTensorScope(() => {
    const place = predictionIndex(loss.declaration);
    let value: readonly number[] = [];
    const gradient = tf.grad((x) => {
      const evaluated = loss.evaluate(inputs.with(place, x), options);
      value = flatNumbers(evaluated);
      return tf.sum(evaluated);
    })(inputs[place] ?? tf.scalar(Number.NaN));
    return { value, gradient: flatNumbers(gradient) };
  });
}

/** The same of these blocks. */
export function lossOf(
  loss: AnyLoss,
  blocks: readonly Block[],
  options: object,
  { shape = [blocks.length], labels = 'ids' }: Placement = {},
): ValueAndGradient {
  return inTensorScope(() =>
    lossOfInputs(loss, blockTensors(loss.declaration, blocks, shape, labels), options),
  );
}

/** The block with the prediction replaced by NaN. */
export function withNaN(loss: AnyLoss, block: Block): Block {
  const kept = block.length - predictionWidth(loss);
  return block.map((number, index) => (index < kept ? number : Number.NaN));
}

/** How many numbers of the prediction belong to one element of the unreduced loss. */
export function predictionWidth({ declaration }: AnyLoss): number {
  return blockWidths(declaration)[predictionIndex(declaration)] ?? 1;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
