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

/** Each number in every input, and with the other sign in every second one. */
export function alternating(numbers: readonly number[], layout: LossDeclaration['layout']): readonly Block[] {
  const widths = blockWidths({ layout });
  return numbers.flatMap((x) => [
    widths.flatMap((width) => repeat(width, () => x)),
    widths.flatMap((width, index) => repeat(width, () => (index % 2 === 0 ? x : -x))),
  ]);
}

export function pairs(targets: readonly number[], predictions: readonly number[]): readonly Block[] {
  return targets.flatMap((t) => predictions.map((p) => [t, p]));
}

/** Equal, one inside the other, with edges in common, apart, of other shapes, a line, far out and far apart. */
const SPECIAL_BOXES = [
  [0, 0, 2, 1, 0, 0, 2, 1],
  [0, 0, 4, 4, 1, 2, 2, 3],
  [0, 0, 4, 4, 0, 1, 4, 2],
  [0, 0, 1, 1, 1, 0, 2, 1],
  [0, 0, 1, 1, 3, -4, 4, -2],
  [-1, -8, 1, 8, -8, -1, 8, 1],
  [0, 0, 2, 2, 1, 1, 3, 1],
  [1e4, 1e4, 10_002, 10_002, 10_001, 1e4, 10_004, 10_002],
  [0, 0, 1e-3, 1e-3, 1e4, -1e4, 2e4, 0],
];

function specialNumbers({ target, prediction, layout }: LossDeclaration): readonly Block[] {
  switch (target) {
    case 'none':
      return alternating([0, 1, -1, 400, -400, 1e4, -1e4], layout);
    case 'continuous':
      if (prediction === 'mean and variance') {
        return pairs([0, 1, -200], [0, 1, 200]).flatMap((block) => [0.01, 1, 1e4].map((v) => [...block, v]));
      }
      if (prediction === 'mixture') {
        return pairs([0, -2], [...FAR_LOGITS, 0.5]).map(([y = 0, x = 0]) => [
          ...[y, x, 0, -x, 1],
          ...[0, 1, Math.min(x, 100), 1, 0, -1, 1, -3],
        ]);
      }
      if (prediction === 'ensemble')
        return pairs([0, 1, -2.5], [0, 1, 400]).map(([y = 0, x = 0]) => [y, x, -x, x, 0.5]);
      return [...pairs([0, 1, -2.5], [0, 1, -2.5, 1e-4]), [0, 400], [400, 0], [-200, 200]];
    case 'nonzero continuous':
      return [...pairs([1, -2.5, 0.01], [0, 1, -2.5, 0.02]), [400, -1], [1, 400]];
    case 'nonnegative continuous':
    case 'positive continuous':
      if (prediction === 'logRates') return pairs([1e-4, 1, 2.5, 1e4], [0, 1e-4, 1, -3, 20, -20]);
      return [...pairs([1e-4, 1, 2.5], [1e-4, 1, 2.5]), [1, 400], [1e4, 1], [1, -3]];
    case 'counts':
      return pairs([0, 1, 20], [0, -1e4, -50, 5]);
    case 'binary':
      return pairs([0, 1, 0.5], prediction === 'probabilities' ? EDGE_PROBABILITIES : FAR_LOGITS);
    case 'signs':
      return pairs([1, -1], FAR_LOGITS).map((block) => signBlock(block, blockWidths({ layout })));
    case 'multiclass':
      return specialScores(prediction).flatMap((scores) => [
        [...oneHot(0), ...scores],
        [0.5, 0.25, 0.25, 0, ...scores],
      ]);
    case 'ordinal':
      return specialScores(prediction).flatMap((scores) => [0, 2, CLASSES].map((id) => [id, ...scores]));
    case 'distributions':
      return specialScores(prediction).flatMap((scores) => [
        [...oneHot(0), ...scores],
        [0.5, 0.25, 0.25, 0, ...scores],
        [...repeat(CLASSES, () => 1 / CLASSES), ...scores],
      ]);
    case 'multilabel':
      return specialScores(prediction).flatMap((scores) => [
        [...oneHot(0), ...scores],
        [0, 0, 0, 0, ...scores],
        [1, 0, 1, 1, ...scores],
        [1, 1, 1, 1, ...scores],
      ]);
    case 'relevances':
      return specialScores(prediction).flatMap((scores) => [
        [...oneHot(0), ...scores],
        [0, 0, 0, 0, ...scores],
        [3, 0, 1, 2, ...scores],
      ]);
    case 'groups':
      // Two rows in each place, of one label or of two.
      return FAR_LOGITS.flatMap((far, index) =>
        [7, index % 2 === 0 ? 7 : -2].map((id) => [id, far, 0, -far, 1]),
      );
    case 'vectors':
      return [
        [1, 0, 0, 0, 0, 1, 0, 0],
        [1, 2, 3, 4, 1, 2, 3, 4],
        [1, 2, 3, 4, -1, -2, -3, -4],
        [1e-4, 0, 0, 2e-4, 400, 0, -1e4, 3],
      ].map((block) => [...block, ...repeat((layout.inputs.length - 2) * CLASSES, () => 2)]);
    case 'boxes':
      return SPECIAL_BOXES;
    case 'survival':
      if (layout.inputs.length === 3)
        return FAR_LOGITS.map((far, index) => [1 + (index % 4), Math.min(index % 3, 1), far]);
      return pairs([0.01, 1, 100], [0, 1]).flatMap((block) => [
        [...block, 0, 0],
        [...block, -2, 1],
        [...block, 4, -5],
        [...block, 1e4, 0],
        [...block, 0, -1e4],
      ]);
    case 'sequence':
      return FAR_LOGITS.flatMap((far) => [
        [1, 2, far, 0, 0, 0, 1, -far, 2, 3, 0, 0, far, far, 0.5, 0, -1, 2],
        [3, 3, ...repeat(FRAMES - 1, () => 0), ...repeat(FRAMES * CLASSES - FRAMES + 1, () => far)],
      ]);
  }
}

/**
 * A sign and a score in the widths of the inputs after it: other numbers of a row are 1, a third number is
 * −1.
 */
export function signBlock([sign = 1, score = 0]: Block, widths: readonly number[]): Block {
  return [
    sign,
    ...widths.slice(1).flatMap((width, index) => [index === 0 ? score : -1, ...repeat(width - 1, () => 1)]),
  ];
}

/**
 * Blocks where losses go wrong: zeros, equal pairs, residuals of 400, certain probabilities, logits of ±1e4.
 */
export function specialBlocks(declaration: LossDeclaration): Block[] {
  return specialNumbers(declaration).map((block) => block.map(Math.fround));
}

/** The numbers of the inputs that all elements share, whole, [CLASSES, CLASSES] row by row. */
export function sharedNumbers({ name }: Pick<LossDeclaration, 'name'>): number[] {
  const stream = randomStream(5, `shared ${name}`);
  return repeat(CLASSES * CLASSES, () => stream.integer(7) - 3);
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
    if (input?.perElement === 'shared') return tf.tensor(sharedNumbers(declaration), [CLASSES, CLASSES]);
    const inner = { scalar: [], row: [width], matrix: [FRAMES, CLASSES] }[input?.perElement ?? 'scalar'];
    return tf.tensor(parts.flat(), [...shape, ...inner], input?.dtype === 'int32' ? 'int32' : 'float32');
  });
}
