import type { AnyLoss, LossDeclaration } from '@losskit/losses/contract';
import { type RandomStream, randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';

/** Number of classes in all generated rows, and of thresholds between ordered classes. */
export const CLASSES = 4;

/** Number of frames in all generated sequences. */
export const FRAMES = 4;
/** Number of labels in each of them. */
export const LABELS = 2;

type PictureShape = readonly [height: number, width: number, channels: number];

/** The shape of all generated pictures. */
export const PICTURE: PictureShape = [6, 7, 2];
/** The shape of all generated masks, with a channel for each class. */
export const MASK: PictureShape = [5, 4, CLASSES];

const OPTIONS_FOR_BLOCKS: Readonly<Record<string, object>> = {
  // The pictures are too small for their defaults, or need fewer steps.
  clDice: { iterations: 1 },
  ssim: { windowSize: 3 },
  msSsim: { windowSize: 3, powerFactors: [0.4, 0.6] },
  // Rows are so far apart that beside its default each has one partner, and slopes with respect to weights have kinks.
  sinkhorn: { blur: 4, iterations: 30 },
};

/** The loss as it can be called with blocks, with other options where its defaults do not suit them. */
export function forBlocks(loss: AnyLoss): AnyLoss {
  const options = OPTIONS_FOR_BLOCKS[loss.declaration.name];
  return options ? loss.with(options) : loss;
}

/**
 * The numbers that one element of the unreduced loss depends on, in the order of the inputs: [yTrue, yPred],
 * one parameter, or for losses over rows the target's row followed by the scores; for sequences the labels,
 * then frame by frame; for pictures pixel by pixel, with the channels of each together.
 */
export type Block = readonly number[];

/** How many numbers of a block each input holds. */
export function blockWidths({
  layout,
  target,
}: Pick<LossDeclaration, 'layout' | 'target'>): readonly number[] {
  return layout.inputs.map(({ perElement, dtype }) => {
    if (perElement === 'shared') return 0;
    if (perElement === 'matrix') return FRAMES * CLASSES;
    if (perElement === 'volume') return FRAMES * (LABELS + 1) * CLASSES;
    if (perElement === 'picture') return sizeOf(pictureShape({ target }));
    return perElement === 'scalar' ? 1 : dtype === 'int32' ? LABELS : CLASSES;
  });
}

/** The shape of the pictures that a loss takes. */
function pictureShape({ target }: Pick<LossDeclaration, 'target'>): PictureShape {
  return target === 'masks' ? MASK : PICTURE;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
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

/** The inputs of scores beside a target that each element has for itself. */
function rowsOfScores({ layout }: Pick<LossDeclaration, 'layout'>) {
  return layout.inputs.slice(1).filter(({ perElement }) => perElement !== 'shared');
}

/** The same scores for every input of them, each time begun at another place. */
export function turnedScores(declaration: Pick<LossDeclaration, 'layout'>, scores: Block): Block {
  return rowsOfScores(declaration).flatMap((_, turn) => [...scores.slice(turn), ...scores.slice(0, turn)]);
}

function drawBlock(declaration: LossDeclaration, stream: RandomStream, isHard: boolean): readonly number[] {
  const { target, prediction, layout } = declaration;
  const normals = (count: number) => repeat(count, () => stream.normal(0, 3));
  const sign = () => (stream.integer(2) === 0 ? -1 : 1);
  switch (target) {
    case 'none':
      return blockWidths(declaration).flatMap(normals);
    case 'continuous':
      if (prediction === 'mean and variance') return [...normals(2), stream.uniform(0.2, 4)];
      if (prediction === 'mixture')
        return [...normals(1 + 2 * CLASSES), ...repeat(CLASSES, () => stream.normal())];
      return blockWidths(declaration).flatMap(normals);
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
        ...blockWidths(declaration)
          .slice(1)
          .flatMap((width) => normals(width)),
      ];
    case 'multiclass': {
      const soft = normalised(repeat(CLASSES, () => stream.uniform()));
      const scores = rowsOfScores({ layout }).flatMap(() => drawScores(prediction, stream));
      return [...(isHard ? oneHot(stream.integer(CLASSES)) : soft), ...scores];
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
    case 'pictures': {
      // Alike, as pictures that are compared are.
      const picture = repeat(sizeOf(PICTURE), () => stream.uniform());
      return [...picture, ...picture.map((x) => 0.6 * x + 0.4 * stream.uniform())];
    }
    case 'masks': {
      const soft = () => normalised(repeat(CLASSES, () => stream.uniform()));
      const pixels = (draw: () => readonly number[]) =>
        Array.from({ length: sizeOf(MASK.slice(0, 2)) }, draw).flat();
      return [
        ...pixels(() => (isHard ? oneHot(stream.integer(CLASSES)) : soft())),
        ...pixels(() => drawScores(prediction, stream)),
      ];
    }
    case 'survival':
      // Times that several rows share.
      return [
        (1 + stream.integer(6)) / 2,
        isHard ? 1 : stream.integer(2),
        ...blockWidths(declaration)
          .slice(2)
          .map(() => stream.normal(0, 0.4)),
      ];
    case 'sequence':
      return [
        ...repeat(LABELS, () => 1 + stream.integer(CLASSES - 1)),
        ...blockWidths(declaration).slice(1).flatMap(normals),
      ];
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
  return repeat(sizeOf(shape), () => stream.integer(2 * reach + 1) - reach);
}

/** Where the prediction stands among the inputs: last, but for what all elements share. */
export function predictionIndex({ layout }: Pick<LossDeclaration, 'layout'>): number {
  return layout.inputs.findLastIndex(({ perElement }) => perElement !== 'shared');
}

/** The rows of classes that the numbers of an input are. */
export function classRowsOf(part: Block): Block[] {
  return Array.from({ length: part.length / CLASSES }, (_, row) =>
    part.slice(row * CLASSES, (row + 1) * CLASSES),
  );
}

/** Whether a target may be class ids as well as distributions over the classes. */
export function takesClassIds({ target }: Pick<LossDeclaration, 'target'>): boolean {
  return target === 'multiclass' || target === 'masks';
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
  const likeliestOf = (scores: Block) => scores.indexOf(Math.max(...scores));
  let start = 0;
  return blockWidths(declaration).map((width, index) => {
    const from = start;
    start += width;
    const parts = blocks.map((block) => block.slice(from, from + width));
    if (takesClassIds(declaration) && index === 0 && labels === 'ids') {
      const rows = parts.flatMap((part) => classRowsOf(part));
      const places = declaration.target === 'masks' ? MASK.slice(0, 2) : [];
      return tf.tensor(rows.map(likeliestOf), [...shape, ...places], 'int32');
    }
    const input = declaration.layout.inputs[index];
    if (input?.perElement === 'shared') {
      return tf.tensor(sharedNumbers(declaration), sharedShape(declaration, input.name));
    }
    const inner = {
      scalar: [],
      row: [width],
      matrix: [FRAMES, CLASSES],
      volume: [FRAMES, LABELS + 1, CLASSES],
      picture: [...pictureShape(declaration)],
    }[input?.perElement ?? 'scalar'];
    return tf.tensor(parts.flat(), [...shape, ...inner], input?.dtype === 'int32' ? 'int32' : 'float32');
  });
}
