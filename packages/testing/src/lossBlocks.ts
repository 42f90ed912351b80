import type { LossDeclaration } from '@losskit/losses/contract';
import type { RandomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';

/** Number of classes in all generated rows. */
export const CLASSES = 4;

/**
 * The numbers that one element of the unreduced loss depends on, in the order of the inputs: [yTrue, yPred], one
 * parameter, or for losses over classes the target distribution followed by the scores.
 */
export type Block = readonly number[];

/** How many numbers of a block each input holds. */
export function blockWidths({ layout, target }: LossDeclaration): readonly number[] {
  return layout.inputs.map(() => (target === 'classes' ? CLASSES : 1));
}

function repeat(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

function normalised(numbers: readonly number[]): number[] {
  const total = numbers.reduce((sum, number) => sum + number, 0);
  return numbers.map((number) => number / total);
}

function oneHot(id: number): number[] {
  return Array.from({ length: CLASSES }, (_, index) => (index === id ? 1 : 0));
}

function drawScores(prediction: LossDeclaration['prediction'], stream: RandomStream): number[] {
  if (prediction === 'logits') return repeat(CLASSES, () => stream.normal(0, 3));
  const probabilities = normalised(repeat(CLASSES, () => stream.uniform(0.05, 1)));
  return prediction === 'probabilities' ? probabilities : probabilities.map(Math.log);
}

function drawBlock(
  { target, prediction }: LossDeclaration,
  stream: RandomStream,
  isHard: boolean,
): readonly number[] {
  if (target === 'none') return [stream.normal(0, 3)];
  if (target === 'classes') {
    const soft = normalised(repeat(CLASSES, () => stream.uniform()));
    return [...(isHard ? oneHot(stream.integer(CLASSES)) : soft), ...drawScores(prediction, stream)];
  }
  const predicted = prediction === 'probabilities' ? stream.uniform(0.001, 0.999) : stream.normal(0, 3);
  if (target === 'values') return [stream.normal(0, 3), predicted];
  return [isHard ? stream.integer(2) : stream.uniform(), predicted];
}

/** Random blocks from the inside of the loss's domain; every second target is certain: 0, 1 or one class. */
export function drawBlocks(declaration: LossDeclaration, count: number, stream: RandomStream): Block[] {
  return Array.from({ length: count }, (_, index) =>
    drawBlock(declaration, stream, index % 2 === 0).map(Math.fround),
  );
}

const FAR_LOGITS = [0, 20, -20, 100, -100, 1e3, -1e3, 1e4, -1e4];
const EDGE_PROBABILITIES = [0, 1e-7, 0.5, 1 - 1e-7, 1];

function specialScores(prediction: LossDeclaration['prediction']): readonly Block[] {
  if (prediction === 'probabilities') {
    return [oneHot(0), oneHot(1), [0.5, 0.5, 0, 0], [0.25, 0.25, 0.25, 0.25]];
  }
  if (prediction === 'logProbabilities') {
    return [[-1e4, 0, -1e3, -50], [0, -1e4, -1e4, -1e4], repeat(CLASSES, () => -Math.log(CLASSES))];
  }
  return FAR_LOGITS.flatMap((far) => [
    [far, 0, 0, 0],
    [0, far, -far, 1],
  ]);
}

/** Blocks where losses go wrong: zeros, equal pairs, residuals of 400, certain probabilities, logits of ±1e4. */
export function specialBlocks({ target, prediction }: LossDeclaration): Block[] {
  const pairs = (targets: readonly number[], predictions: readonly number[]) =>
    targets.flatMap((t) => predictions.map((p) => [t, p]));
  const blocks =
    target === 'none'
      ? [[0], [1], [-1], [400], [-400]]
      : target === 'values'
        ? [...pairs([0, 1, -2.5], [0, 1, -2.5, 1e-4]), [0, 400], [400, 0], [-200, 200]]
        : target === 'binary'
          ? pairs([0, 1, 0.5], prediction === 'probabilities' ? EDGE_PROBABILITIES : FAR_LOGITS)
          : specialScores(prediction).flatMap((scores) => [
              [...oneHot(0), ...scores],
              [0.5, 0.25, 0.25, 0, ...scores],
            ]);
  return blocks.map((block) => block.map(Math.fround));
}

/**
 * The input tensors that hold these blocks, for an unreduced loss of this shape.
 *
 * @param labels - Whether targets over classes are given as class ids (the likeliest class) or as they are.
 */
export function blockTensors(
  declaration: LossDeclaration,
  blocks: readonly Block[],
  shape: readonly number[],
  labels: 'ids' | 'distributions',
): tf.Tensor[] {
  const overClasses = declaration.target === 'classes';
  let start = 0;
  return blockWidths(declaration).map((width, index) => {
    const from = start;
    start += width;
    const parts = blocks.map((block) => block.slice(from, from + width));
    if (overClasses && index === 0 && labels === 'ids') {
      return tf.tensor(
        parts.map((part) => part.indexOf(Math.max(...part))),
        [...shape],
        'int32',
      );
    }
    return tf.tensor(parts.flat(), overClasses ? [...shape, width] : [...shape], 'float32');
  });
}
