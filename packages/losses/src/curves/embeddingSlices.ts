import * as tf from '@tensorflow/tfjs-core';
import type { LossDeclaration } from '../contract.ts';
import { type Slice, sliceOfBatches, sliceOfRows, sliceOfSamples } from './Slice.ts';
import { constant } from './scores.ts';
import { onALine, unitVectors } from './vectors.ts';

/** Half the angle between the two embeddings of a group. */
const SPREAD = 15;
/** The corners of a square around the origin. */
const CORNERS = [45, 135, 225, 315];

/** A square of side 2 for each angle that it is turned by: [angles, corners, 2]. */
function squares(degrees: tf.Tensor): tf.Tensor {
  return tf.mul(Math.SQRT2, unitVectors(tf.add(tf.expandDims(degrees, 1), CORNERS)));
}

/** Two groups of embeddings that turn away from each other. */
export function sliceOfGroups(): Slice {
  const fixed = `two groups of 2 unit vectors, those of one group ${2 * SPREAD}° apart`;
  return sliceOfBatches('groupAngle', fixed, (x) => [
    tf.tensor1d([0, 0, 1, 1], 'int32'),
    unitVectors(tf.concat([tf.tensor1d([-SPREAD, SPREAD]), tf.add(x, [-SPREAD, SPREAD])])),
  ]);
}

/** Two views of the same things, of which the second turns away from the first. */
export function sliceOfViews(): Slice {
  const fixed = 'the first view is the corners of a square of side 2, the second is the same, turned';
  return sliceOfSamples('angle', fixed, (x) => [squares(constant(x, 0)), squares(x)]);
}

/** Two samples of one shape, of which the second is moved. */
export function sliceOfMovedSample(): Slice {
  const fixed = 'two samples of 2 points, 2 apart; one sample is moved along the line through them';
  return sliceOfSamples('residual', fixed, (x) => {
    const pairs = (middle: tf.Tensor) => onALine(tf.add(tf.expandDims(middle, 1), [-1, 1]));
    return [pairs(constant(x, 0)), pairs(x)];
  });
}

/** An embedding that turns away from the centre of its class, square to that of another one. */
export function sliceOfCentres({ layout, trainedInputs }: LossDeclaration): Slice {
  const shapeOf = trainedInputs[layout.inputs.at(-1)?.name ?? ''];
  // Where a class has several centres, they are in one place.
  const [components = 3, classes = 2, ...several] = shapeOf?.({ components: 3, classes: 2 }) ?? [];
  const slice = layout.grouped ? sliceOfSamples : sliceOfRows;
  return slice('angle', 'the centre of the one other class stays at a right angle', (x) => {
    const radians = tf.mul(x, Math.PI / 180);
    const centres = tf.tensor([1, 0, 0, 0, 0, 1], [components, classes, ...several.map(() => 1)]);
    return [
      tf.zeros(x.shape, 'int32'),
      tf.stack([tf.cos(radians), tf.sin(radians), constant(x, 0)], -1),
      tf.tile(centres, [1, 1, ...several]),
    ];
  });
}
