import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import type { LossDeclaration } from '../contract.ts';
import { sliceOfCentres, sliceOfGroups, sliceOfMovedSample, sliceOfViews } from './embeddingSlices.ts';
import { sliceOfContrast, sliceOfStep, slicesOfMasks } from './pictureSlices.ts';
import { slicesOfClassRegions, slicesOfOneRegion } from './regionSlices.ts';
import { type Slice, type Slices, sliceOfBatches, sliceOfRows } from './Slice.ts';
import {
  type Column,
  constant,
  OTHER_CLASSES,
  overMargin,
  ROWS_OF_SCORES,
  type Scores,
  type ScoresBySpace,
  SINGLE_SCORES,
} from './scores.ts';
import { sliceOfFrames, sliceOfTransducer } from './sequenceSlices.ts';
import { onALine, unitVectors } from './vectors.ts';

/** A target away from 0, for losses that divide by it or take its logarithm. */
const AWAY_FROM_ZERO = 3;
const COUNT = 2;
const MARGIN = 2;
const OTHERS = `${OTHER_CLASSES} other classes, equal to each other`;
/** What lies between the classes of an order; the true one is the middle one. */
const THRESHOLDS = [-3, -1, 1, 3];

function residualSlice(target: number, more: readonly number[], fixed: string): Slice {
  return sliceOfRows('residual', fixed, (x) => [
    constant(x, target),
    tf.add(x, target),
    ...more.map((value) => constant(x, value)),
  ]);
}

function refusal({ name, target, prediction }: LossDeclaration): ArgumentTypeError {
  return new ArgumentTypeError(
    `lossSlices: expected a loss of a kind that has a curve, got ${name}: no example of ${target} and ${prediction} is known.`,
  );
}

function scoresIn(spaces: ScoresBySpace, declaration: LossDeclaration): Scores {
  const scores = spaces[declaration.prediction];
  if (scores) return scores;
  throw refusal(declaration);
}

/** Over the probability of the true class, and over its margin. */
function classificationSlices(
  targets: Column,
  [probability, margin]: Scores,
  fixed: string,
): readonly [Slice, Slice] {
  return [
    sliceOfRows('probability', fixed, (x) => [targets(x), probability(x)]),
    sliceOfRows('margin', fixed, (x) => [targets(x), margin(x)]),
  ];
}

const marginFirst = ([probability, margin]: readonly [Slice, Slice]): Slices => [margin, probability];

/** What is compared with nothing: over its last number. */
function sliceOfNumbers({ prediction, layout }: LossDeclaration): Slice {
  const fixed = layout.inputs.slice(0, -1).map(({ name }) => name);
  return sliceOfRows(
    prediction === 'parameters' ? 'parameter' : 'score',
    fixed.length > 0 ? `${fixed.join(', ')}: 0` : '',
    (x) => [...fixed.map(() => constant(x, 0)), x],
  );
}

const anglesFromFirst = (x: tf.Tensor) => [unitVectors(constant(x, 0)), unitVectors(x)];

/** A square of side 2, and one that lies x beside it. */
function movedSquares(x: tf.Tensor): tf.Tensor[] {
  const [low, high] = [constant(x, -1), constant(x, 1)];
  return [tf.stack([low, low, high, high], -1), tf.stack([tf.sub(x, 1), low, tf.add(x, 1), high], -1)];
}

function slicesOfSigns(declaration: LossDeclaration): Slices {
  const { prediction, layout } = declaration;
  const apart = 'a pair that is to be apart (y = −1)';
  if (layout.inputs.some(({ perElement }) => perElement === 'row'))
    return [sliceOfRows('angle', apart, (x) => [constant(x, -1), ...anglesFromFirst(x)])];
  if (layout.inputs.length === 3) {
    const fixed = 'the first is to be the higher one, the second is 0';
    return [sliceOfRows('margin', fixed, (x) => [constant(x, 1), x, constant(x, 0)])];
  }
  if (prediction === 'logits')
    return marginFirst(classificationSlices((x) => constant(x, 1), scoresIn(SINGLE_SCORES, declaration), ''));
  return [sliceOfRows('distance', apart, (x) => [constant(x, -1), x])];
}

function slicesOfVectors({ prediction, layout }: LossDeclaration): Slices {
  if (layout.grouped) return [sliceOfMovedSample()];
  if (prediction === 'logits') {
    const fixed = `the target has a margin of ${MARGIN}, over ${OTHER_CLASSES} others that are equal`;
    return [sliceOfRows('margin', fixed, (x) => [overMargin(constant(x, MARGIN)), overMargin(x)])];
  }
  if (layout.inputs.length === 2) return [sliceOfRows('angle', '', anglesFromFirst)];
  return [
    sliceOfRows('margin', 'the negative is 4 away from the anchor', (x) => [
      onALine(constant(x, 0)),
      onALine(tf.sub(4, x)),
      onALine(constant(x, 4)),
    ]),
  ];
}

/** Several predictions of one number, which are moved together. */
function sliceOfEnsemble(): Slice {
  return sliceOfRows('residual', '3 members, 1 apart; the residual is that of the middle one', (x) => [
    constant(x, 0),
    tf.stack([tf.sub(x, 1), x, tf.add(x, 1)], -1),
  ]);
}

function sliceOfMixture(): Slice {
  const fixed = 'two equal components of scale 1, 2 below and 2 above the prediction';
  const equal: Column = (x) => tf.zeros([...x.shape, 2]);
  return sliceOfRows('residual', fixed, (x) => [
    constant(x, 0),
    equal(x),
    tf.stack([tf.sub(x, 2), tf.add(x, 2)], -1),
    equal(x),
  ]);
}

function slicesOfClasses(declaration: LossDeclaration): Slices {
  const { prediction, layout, family } = declaration;
  if (prediction === 'embeddings') return [sliceOfCentres(declaration)];
  const scores = scoresIn(ROWS_OF_SCORES, declaration);
  if (layout.grouped) return slicesOfClassRegions(scores);
  const ids: Column = (x) => tf.zeros(x.shape, 'int32');
  const [, ofMargin] = scores;
  const views = layout.inputs.slice(2);
  if (views.length > 0) {
    const fixed = `the other views have a margin of ${MARGIN}, over ${OTHER_CLASSES} others that are equal`;
    return [
      sliceOfRows('margin', fixed, (x) => [
        ids(x),
        ofMargin(x),
        ...views.map(() => ofMargin(constant(x, MARGIN))),
      ]),
    ];
  }
  const slices = classificationSlices(ids, scores, OTHERS);
  return family === 'margin' ? marginFirst(slices) : slices;
}

function sliceOfOrder(): Slice {
  const fixed = `5 classes in an order, between thresholds at ${THRESHOLDS.join(', ').replaceAll('-', '−')}; the true one is the middle one`;
  return sliceOfRows('position', fixed, (x) => [
    tf.fill(x.shape, THRESHOLDS.length / 2, 'int32'),
    tf.sub(tf.expandDims(x, -1), THRESHOLDS),
  ]);
}

/** One of several who have an event, and one who has none. */
function sliceOfRisk(): Slice {
  const fixed =
    '4 subjects, with events at times 1, 2 and 2 and none until 3; the rate is that of one with an event at 2, the others have 1';
  return sliceOfBatches('logRate', fixed, (x) => [
    tf.tensor1d([1, 2, 2, 3]),
    tf.tensor1d([1, 1, 1, 0]),
    tf.mul(x, [0, 1, 0, 0]),
  ]);
}

function sliceOfScale(): Slice {
  return sliceOfRows('logScale', 'an event at time 2; shape 1', (x) => [
    constant(x, 2),
    constant(x, 1),
    x,
    constant(x, 0),
  ]);
}

/**
 * The curves that a loss has, the first being the one that says most of it: over one number of what it is given, all others being
 * held fixed. Losses of batches, pictures and sequences are shown on a small example of their kind.
 *
 * @throws TypeError for a loss of your own whose target and prediction no example is known of.
 */
export function lossSlices(declaration: LossDeclaration): Slices {
  const { target, prediction, layout } = declaration;
  const oneHot: Column = (x) => overMargin(tf.onesLike(x));
  switch (target) {
    case 'continuous':
      if (prediction === 'ensemble') return [sliceOfEnsemble()];
      if (prediction === 'mixture') return [sliceOfMixture()];
      return [
        prediction === 'mean and variance' ? residualSlice(0, [1], 'variance 1') : residualSlice(0, [], ''),
      ];
    case 'nonzero continuous':
    case 'nonnegative continuous':
    case 'positive continuous':
      if (prediction === 'logRates')
        return [sliceOfRows('logRate', `amount ${COUNT}`, (x) => [constant(x, COUNT), x])];
      return [residualSlice(AWAY_FROM_ZERO, [], `target ${AWAY_FROM_ZERO}`)];
    case 'counts':
      return [sliceOfRows('logRate', `count ${COUNT}`, (x) => [constant(x, COUNT), x])];
    case 'binary': {
      const scores = scoresIn(SINGLE_SCORES, declaration);
      if (layout.grouped) return marginFirst(slicesOfOneRegion(scores));
      return classificationSlices((x) => constant(x, 1), scores, '');
    }
    case 'signs':
      return slicesOfSigns(declaration);
    case 'multiclass':
      return slicesOfClasses(declaration);
    case 'distributions':
      return classificationSlices(oneHot, scoresIn(ROWS_OF_SCORES, declaration), OTHERS);
    case 'multilabel':
    case 'relevances':
      return marginFirst(
        classificationSlices(oneHot, scoresIn(ROWS_OF_SCORES, declaration), `${OTHER_CLASSES} others at 0`),
      );
    case 'vectors':
      return slicesOfVectors(declaration);
    case 'boxes':
      return [sliceOfRows('residual', 'squares of side 2, one moved along x', movedSquares)];
    case 'none':
      if (prediction === 'embeddings') return [sliceOfViews()];
      if (layout.inputs.some(({ perElement }) => perElement === 'picture')) return [sliceOfStep()];
      return [sliceOfNumbers(declaration)];
    case 'groups':
      return [sliceOfGroups()];
    case 'masks':
      if (prediction !== 'probabilities') throw refusal(declaration);
      return slicesOfMasks();
    case 'ordinal':
      return [sliceOfOrder()];
    case 'pictures':
      return [sliceOfContrast(declaration)];
    case 'sequence':
      return [prediction === 'joint logits' ? sliceOfTransducer() : sliceOfFrames()];
    case 'survival':
      return [prediction === 'logRates' ? sliceOfRisk() : sliceOfScale()];
  }
}
