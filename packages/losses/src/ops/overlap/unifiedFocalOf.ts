import { ArgumentRangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../../autodiff/stopGradient.ts';
import { clampedLog } from '../clampedLog.ts';
import { powerWithFlatZero } from '../powerWithFlatZero.ts';
import { safeDivide } from '../safeDivide.ts';
import { unstackRegions } from './unstackRegions.ts';
import { wrongShare } from './wrongShare.ts';

/** One number for the background, which is the first class, and one for all others. */
export interface ByGround {
  readonly background: number;
  readonly foreground: number;
}

/** The options of all unified focal losses. */
export const unifiedFocalOptions = {
  weight: { kind: 'number', default: 0.5, atLeast: 0, atMost: 1 },
  delta: { kind: 'number', default: 0.6, atLeast: 0, atMost: 1 },
  gamma: { kind: 'number', default: 0.5, atLeast: 0, below: 1 },
} as const;

/** What the two parts of a unified focal loss count by. */
export interface UnifiedFocalTerms {
  /** Of each class, in the mean over the areas and as a factor of its cross-entropy. Default: 1. */
  readonly classWeights: tf.Tensor | undefined;
  /** The share of the part of areas; that of pixels has the rest. */
  readonly weight: number;
  /** What is missed in the foreground counts by it, what is claimed or is background by the rest. */
  readonly delta: number;
  /** Powers of 1 − p, by which a pixel's cross-entropy counts. */
  readonly ofPixels: ByGround;
  /** Powers of the wrong share of an area. */
  readonly ofAreas: ByGround;
}

/**
 * The unified focal loss of each group, [groups]: a focal Tversky loss, averaged over the classes that its targets have, and
 * a focal cross-entropy, averaged over its rows.
 *
 * @param regions - Foreground and background, stacked: [2, groups, rows, classes].
 * @param probabilities - [groups, rows, classes]
 */
export function unifiedFocalOf(
  where: string,
  regions: tf.Tensor,
  probabilities: tf.Tensor,
  { classWeights = tf.scalar(1), weight, delta, ofPixels, ofAreas }: UnifiedFocalTerms,
): tf.Tensor {
  const classes = probabilities.shape.at(-1) ?? 0;
  if (classes < 2) {
    throw new ArgumentRangeError(
      `${where}: expected probabilities of at least two classes, of which the first is the background, got ${classes}.`,
    );
  }
  const ofClasses = ({ background, foreground }: ByGround) =>
    tf.tensor1d(Array.from({ length: classes }, (_, id) => (id === 0 ? background : foreground)));

  const wrong = wrongShare(regions, probabilities, {
    truePositives: 1,
    falseNegatives: delta,
    falsePositives: 1 - delta,
    smooth: 0,
  });
  const [foreground, background] = unstackRegions(regions);
  const isPresent = stopGradient([foreground], () =>
    tf.cast(tf.greater(tf.sum(foreground, 1), 0), 'float32'),
  );
  const counts = tf.mul(isPresent, classWeights);
  const areas = tf.mul(powerWithFlatZero(wrong, ofClasses(ofAreas)), counts);
  const ofAllAreas = safeDivide(tf.sum(areas, 1), tf.sum(counts, 1));

  const rows = tf.sum(tf.add(foreground, background), 1);
  // To the power 0 it is 1 for 0, too.
  const isConstant = ofClasses({
    background: Number(ofPixels.background === 0),
    foreground: Number(ofPixels.foreground === 0),
  });
  const powers = powerWithFlatZero(tf.sub(1, probabilities), ofClasses(ofPixels));
  const focus = tf.add(tf.mul(powers, tf.sub(1, isConstant)), isConstant);
  const crossEntropy = tf.neg(tf.mul(focus, clampedLog(probabilities)));
  const prices = tf.mul(ofClasses({ background: 1 - delta, foreground: delta }), classWeights);
  const costs = safeDivide(tf.sum(tf.mul(foreground, crossEntropy), 1), rows);
  return tf.add(tf.mul(weight, ofAllAreas), tf.mul(1 - weight, tf.sum(tf.mul(costs, prices), 1)));
}
