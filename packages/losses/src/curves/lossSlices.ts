import * as tf from '@tensorflow/tfjs-core';
import type { AxisName } from '../axes.ts';
import type { LossDeclaration } from '../contract.ts';

/** The inputs of a loss as a function of one number, all others held fixed. */
export interface Slice {
  readonly axis: AxisName;
  /** What is held fixed, in words; empty where nothing is. */
  readonly fixed: string;
  /** Made of tf operations, so that the slope along x comes from autograd. */
  readonly inputs: (x: tf.Tensor) => tf.Tensor[];
}

type Column = (x: tf.Tensor) => tf.Tensor;

/** A target away from 0, for losses that divide by it or take its logarithm. */
const AWAY_FROM_ZERO = 3;
const COUNT = 2;
const OTHER_CLASSES = 2;
const MARGIN = 2;

const constant = (x: tf.Tensor, value: number): tf.Tensor => tf.fill(x.shape, value);
const complement: Column = (x) => tf.sub(1, x);
const logit: Column = (p) => tf.sub(tf.log(p), tf.log(complement(p)));

/** Rows whose first number is made of x and whose others are equal. */
function rowsOf(x: tf.Tensor, first: Column, other: Column): tf.Tensor {
  const others = Array.from({ length: OTHER_CLASSES }, () => other(x));
  return tf.stack([first(x), ...others], -1);
}

/** Scores of the classes for each space, over the probability of the first class and over its margin. */
const overProbability: Column = (p) =>
  rowsOf(
    p,
    (x) => x,
    (x) => tf.div(complement(x), OTHER_CLASSES),
  );
const overMargin: Column = (z) =>
  rowsOf(
    z,
    (x) => x,
    (x) => constant(x, 0),
  );

const ROW_SPACES: Readonly<Partial<Record<LossDeclaration['prediction'], readonly [Column, Column]>>> = {
  logits: [(p) => tf.log(overProbability(p)), overMargin],
  logProbabilities: [(p) => tf.log(overProbability(p)), (z) => tf.logSoftmax(overMargin(z))],
  probabilities: [overProbability, (z) => tf.softmax(overMargin(z))],
};

const NUMBER_SPACES: Readonly<Partial<Record<LossDeclaration['prediction'], readonly [Column, Column]>>> = {
  logits: [logit, (z) => z],
  probabilities: [(p) => p, (z) => tf.sigmoid(z)],
};

function residualSlice(target: number, more: readonly number[], fixed: string): Slice {
  return {
    axis: 'residual',
    fixed,
    inputs: (x) => [constant(x, target), tf.add(x, target), ...more.map((value) => constant(x, value))],
  };
}

function classificationSlices(
  targets: Column,
  spaces: readonly [Column, Column] | undefined,
  fixed: string,
): Slice[] {
  if (!spaces) return [];
  const [probability, margin] = spaces;
  return [
    { axis: 'probability', fixed, inputs: (x) => [targets(x), probability(x)] },
    { axis: 'margin', fixed, inputs: (x) => [targets(x), margin(x)] },
  ];
}

/** What is compared with nothing: over its last number. */
function sliceOfNumbers({ prediction, layout }: LossDeclaration): Slice {
  const fixed = layout.inputs.slice(0, -1).map(({ name }) => name);
  return {
    axis: prediction === 'parameters' ? 'parameter' : 'score',
    fixed: fixed.length > 0 ? `${fixed.join(', ')}: 0` : '',
    inputs: (x) => [...fixed.map(() => constant(x, 0)), x],
  };
}

/** Two unit vectors in the plane. */
function vectorsAt(degrees: tf.Tensor): tf.Tensor[] {
  const radians = tf.mul(degrees, Math.PI / 180);
  return [
    tf.stack([constant(degrees, 1), constant(degrees, 0)], -1),
    tf.stack([tf.cos(radians), tf.sin(radians)], -1),
  ];
}

/** A square of side 2, and one that lies x beside it. */
function movedSquares(x: tf.Tensor): tf.Tensor[] {
  const [low, high] = [constant(x, -1), constant(x, 1)];
  return [tf.stack([low, low, high, high], -1), tf.stack([tf.sub(x, 1), low, tf.add(x, 1), high], -1)];
}

function onALine(x: tf.Tensor): tf.Tensor {
  return tf.stack([x, constant(x, 0)], -1);
}

/** An embedding that turns away from the centre of its class, square to that of another one. */
function sliceOfCentres({ layout, trainedInputs }: LossDeclaration): Slice {
  const shapeOf = trainedInputs[layout.inputs.at(-1)?.name ?? ''];
  // Where a class has several centres, they are in one place.
  const [components = 3, classes = 2, ...several] = shapeOf?.({ components: 3, classes: 2 }) ?? [];
  return {
    axis: 'angle',
    fixed: 'the centre of the one other class stays at a right angle',
    inputs(x) {
      const radians = tf.mul(x, Math.PI / 180);
      const centres = tf.tensor([1, 0, 0, 0, 0, 1], [components, classes, ...several.map(() => 1)]);
      return [
        tf.zeros(x.shape, 'int32'),
        tf.stack([tf.cos(radians), tf.sin(radians), constant(x, 0)], -1),
        tf.tile(centres, [1, 1, ...several]),
      ];
    },
  };
}

function slicesOfSigns({ prediction, layout }: LossDeclaration): Slice[] {
  const isRows = layout.inputs.some(({ perElement }) => perElement === 'row');
  if (isRows) {
    const fixed = 'a pair that is to be apart (y = −1)';
    return [{ axis: 'angle', fixed, inputs: (x) => [constant(x, -1), ...vectorsAt(x)] }];
  }
  if (layout.inputs.length === 3) {
    const fixed = 'the first is to be the higher one, the second is 0';
    return [{ axis: 'margin', fixed, inputs: (x) => [constant(x, 1), x, constant(x, 0)] }];
  }
  if (prediction === 'logits')
    return classificationSlices((x) => constant(x, 1), NUMBER_SPACES.logits, '').reverse();
  const fixed = 'a pair that is to be apart (y = −1)';
  return [{ axis: 'distance', fixed, inputs: (x) => [constant(x, -1), x] }];
}

function slicesOfVectors({ prediction, layout }: LossDeclaration): Slice[] {
  if (prediction === 'logits') {
    const fixed = `the target has a margin of ${MARGIN}, over ${OTHER_CLASSES} others that are equal`;
    return [{ axis: 'margin', fixed, inputs: (x) => [overMargin(constant(x, MARGIN)), overMargin(x)] }];
  }
  if (layout.inputs.length === 2) return [{ axis: 'angle', fixed: '', inputs: vectorsAt }];
  const fixed = 'the negative is 4 away from the anchor';
  return [
    {
      axis: 'margin',
      fixed,
      inputs: (x) => [onALine(constant(x, 0)), onALine(tf.sub(4, x)), onALine(constant(x, 4))],
    },
  ];
}

/**
 * The curves that a loss has: none where its value is not one of few numbers (a batch of embeddings,
 * sequences, masks, pictures).
 *
 * The first is the one that says most of the loss.
 */
export function lossSlices(declaration: LossDeclaration): Slice[] {
  const { target, prediction, layout, batchDependent, family } = declaration;
  const isLarge = layout.inputs.some(({ perElement }) =>
    ['matrix', 'volume', 'picture'].includes(perElement),
  );
  if (batchDependent || layout.grouped || isLarge) return [];
  const oneHot: Column = (x) => overMargin(tf.onesLike(x));
  const others = `${OTHER_CLASSES} other classes, equal to each other`;
  switch (target) {
    case 'continuous':
      if (prediction === 'ensemble' || prediction === 'mixture') return [];
      return [
        prediction === 'mean and variance' ? residualSlice(0, [1], 'variance 1') : residualSlice(0, [], ''),
      ];
    case 'nonzero continuous':
    case 'nonnegative continuous':
    case 'positive continuous':
      if (prediction === 'logRates')
        return [{ axis: 'logRate', fixed: `amount ${COUNT}`, inputs: (x) => [constant(x, COUNT), x] }];
      return [residualSlice(AWAY_FROM_ZERO, [], `target ${AWAY_FROM_ZERO}`)];
    case 'counts':
      return [{ axis: 'logRate', fixed: `count ${COUNT}`, inputs: (x) => [constant(x, COUNT), x] }];
    case 'binary':
      return classificationSlices((x) => constant(x, 1), NUMBER_SPACES[prediction], '');
    case 'signs':
      return slicesOfSigns(declaration);
    case 'multiclass': {
      if (prediction === 'embeddings') return [sliceOfCentres(declaration)];
      if (layout.inputs.length !== 2) return [];
      const ids: Column = (x) => tf.zeros(x.shape, 'int32');
      const slices = classificationSlices(ids, ROW_SPACES[prediction], others);
      return family === 'margin' ? slices.reverse() : slices;
    }
    case 'distributions':
      return classificationSlices(oneHot, ROW_SPACES[prediction], others);
    case 'multilabel':
    case 'relevances':
      return classificationSlices(oneHot, ROW_SPACES[prediction], `${OTHER_CLASSES} others at 0`).reverse();
    case 'vectors':
      return slicesOfVectors(declaration);
    case 'boxes':
      return [{ axis: 'residual', fixed: 'squares of side 2, one moved along x', inputs: movedSquares }];
    case 'none':
      return [sliceOfNumbers(declaration)];
    case 'groups':
    case 'masks':
    case 'ordinal':
    case 'pictures':
    case 'sequence':
    case 'survival':
      return [];
  }
}
