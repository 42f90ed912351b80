import type { LossDeclaration } from '@losskit/losses/contract';
import { type RandomStream, randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';

/** Number of classes in all generated rows, and of thresholds between ordered classes. */
export const CLASSES = 4;

/** Number of frames in all generated sequences. */
export const FRAMES = 4;
const LABELS = 2;

/**
 * The numbers that one element of the unreduced loss depends on, in the order of the inputs: [yTrue, yPred],
 * one parameter, or for losses over rows the target's row followed by the scores; for sequences the labels,
 * then frame by frame.
 */
export type Block = readonly number[];

/** How many numbers of a block each input holds. */
export function blockWidths({ layout }: Pick<LossDeclaration, 'layout'>): readonly number[] {
  return layout.inputs.map(({ perElement, dtype }) => {
    if (perElement === 'shared') return 0;
    if (perElement === 'matrix') return FRAMES * CLASSES;
    return perElement === 'scalar' ? 1 : dtype === 'int32' ? LABELS : CLASSES;
  });
}

export function repeat(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

function normalised(numbers: readonly number[]): number[] {
  const total = numbers.reduce((sum, number) => sum + number, 0);
  return numbers.map((number) => number / total);
}

export function oneHot(id: number): number[] {
  return Array.from({ length: CLASSES }, (_, index) => (index === id ? 1 : 0));
}

function drawScores(prediction: LossDeclaration['prediction'], stream: RandomStream): number[] {
  if (prediction === 'logits' || prediction === 'embeddings')
    return repeat(CLASSES, () => stream.normal(0, 3));
  const probabilities = normalised(repeat(CLASSES, () => stream.uniform(0.05, 1)));
  return prediction === 'probabilities' ? probabilities : probabilities.map(Math.log);
}

function drawBlock(
  { target, prediction, layout }: LossDeclaration,
  stream: RandomStream,
  isHard: boolean,
): readonly number[] {
  const normals = (count: number) => repeat(count, () => stream.normal(0, 3));
  const sign = () => (stream.integer(2) === 0 ? -1 : 1);
  switch (target) {
    case 'none':
      return blockWidths({ layout }).flatMap(normals);
    case 'continuous':
      if (prediction === 'mean and variance') return [...normals(2), stream.uniform(0.2, 4)];
      if (prediction === 'mixture')
        return [...normals(1 + 2 * CLASSES), ...repeat(CLASSES, () => stream.normal())];
      return blockWidths({ layout }).flatMap(normals);
    case 'nonzero continuous':
      return [sign() * stream.uniform(0.5, 6), ...normals(1)];
    case 'nonnegative continuous':
    case 'positive continuous': {
      const amount = stream.uniform(0.01, 6);
      return [amount, prediction === 'logRates' ? stream.normal(0, 1.5) : stream.uniform(0.01, 6)];
    }
    case 'counts':
      return [isHard ? stream.integer(9) : stream.uniform(0, 8), stream.normal(0, 1.5)];
    case 'binary': {
      const predicted = prediction === 'probabilities' ? stream.uniform(0.001, 0.999) : stream.normal(0, 3);
      return [isHard ? stream.integer(2) : stream.uniform(), predicted];
    }
    case 'signs':
      return [
        sign(),
        ...blockWidths({ layout })
          .slice(1)
          .flatMap((width) => normals(width)),
      ];
    case 'multiclass': {
      const soft = normalised(repeat(CLASSES, () => stream.uniform()));
      return [...(isHard ? oneHot(stream.integer(CLASSES)) : soft), ...drawScores(prediction, stream)];
    }
    case 'ordinal':
      return [stream.integer(CLASSES + 1), ...normals(CLASSES)];
    case 'multilabel':
      return [
        ...repeat(CLASSES, () => (isHard ? stream.integer(2) : stream.uniform())),
        ...drawScores(prediction, stream),
      ];
    case 'relevances':
      return [
        ...repeat(CLASSES, () => (isHard ? stream.integer(4) : stream.uniform(0, 3))),
        ...drawScores(prediction, stream),
      ];
    case 'groups':
      // Every second row of each, so that each row has partners and others among the first four.
      return [isHard ? 7 : -2, ...normals(CLASSES)];
    case 'distributions':
      return [
        ...normalised(repeat(CLASSES, () => stream.uniform(0.05, 1))),
        ...drawScores(prediction, stream),
      ];
    case 'vectors':
      return normals(layout.inputs.length * CLASSES);
    case 'boxes':
      return layout.inputs.flatMap(() => cornersInOrder(normals(4)));
    case 'survival':
      // Times that several rows share.
      return [
        (1 + stream.integer(6)) / 2,
        isHard ? 1 : stream.integer(2),
        ...blockWidths({ layout })
          .slice(2)
          .map(() => stream.normal(0, 0.4)),
      ];
    case 'sequence':
      return [...repeat(LABELS, () => 1 + stream.integer(CLASSES - 1)), ...normals(FRAMES * CLASSES)];
  }
}

/** A box of two opposite corners: x1 ≤ x2 and y1 ≤ y2. */
export function cornersInOrder([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: Block): number[] {
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

/** Random blocks from the inside of the loss's domain; every second class or outcome is certain. */
export function drawBlocks(declaration: LossDeclaration, count: number, stream: RandomStream): Block[] {
  return Array.from({ length: count }, (_, index) =>
    drawBlock(declaration, stream, index % 2 === 0).map(Math.fround),
  );
}

/** The shape of an input that all elements share: as it is trained. */
export function sharedShape(
  { trainedInputs }: Pick<LossDeclaration, 'trainedInputs'>,
  input: string,
): number[] {
  return [...(trainedInputs[input]?.({ classes: CLASSES, components: CLASSES }) ?? [CLASSES, CLASSES])];
}

/** The numbers of the input that all elements share, in its shape's order. */
export function sharedNumbers(declaration: LossDeclaration): number[] {
  const stream = randomStream(5, `shared ${declaration.name}`);
  const shared = declaration.layout.inputs.find(({ perElement }) => perElement === 'shared');
  const shape = sharedShape(declaration, shared?.name ?? '');
  // So far that of several columns a class hardly two are equally near.
  const reach = shape.length > 2 ? 50 : 3;
  return repeat(
    shape.reduce((product, length) => product * length, 1),
    () => stream.integer(2 * reach + 1) - reach,
  );
}

/** Where the prediction stands among the inputs: last, but for what all elements share. */
export function predictionIndex({ layout }: Pick<LossDeclaration, 'layout'>): number {
  return layout.inputs.findLastIndex(({ perElement }) => perElement !== 'shared');
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
  const takesIds = declaration.target === 'multiclass';
  let start = 0;
  return blockWidths(declaration).map((width, index) => {
    const from = start;
    start += width;
    const parts = blocks.map((block) => block.slice(from, from + width));
    if (takesIds && index === 0 && labels === 'ids') {
      return tf.tensor(
        parts.map((part) => part.indexOf(Math.max(...part))),
        [...shape],
        'int32',
      );
    }
    const input = declaration.layout.inputs[index];
    if (input?.perElement === 'shared') {
      return tf.tensor(sharedNumbers(declaration), sharedShape(declaration, input.name));
    }
    const inner = { scalar: [], row: [width], matrix: [FRAMES, CLASSES] }[input?.perElement ?? 'scalar'];
    return tf.tensor(parts.flat(), [...shape, ...inner], input?.dtype === 'int32' ? 'int32' : 'float32');
  });
}
