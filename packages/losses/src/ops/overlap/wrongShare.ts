import * as tf from '@tensorflow/tfjs-core';

import { customGradient } from '../../autodiff/customGradient.ts';
import { safeDivide } from '../safeDivide.ts';
import { unstackRegions } from './unstackRegions.ts';

/** What one unit of each area counts for. */
export interface AreaPrices {
  readonly truePositives: number;
  readonly falseNegatives: number;
  readonly falsePositives: number;
  /** An area that is right whatever the probabilities are: one for all, or of each group [groups, 1]. */
  readonly smooth: tf.Tensor | number;
}

/** W, and D = R + W of {@link wrongShare}. */
function areasOf(regions: tf.Tensor, p: tf.Tensor, prices: AreaPrices) {
  const [foreground, background] = unstackRegions(regions);
  const priced = (price: number, area: tf.Tensor) => tf.mul(price, tf.sum(area, 1));
  const wrong = tf.add(
    priced(prices.falseNegatives, tf.mul(foreground, tf.sub(1, p))),
    priced(prices.falsePositives, tf.mul(background, p)),
  );
  const right = tf.add(priced(prices.truePositives, tf.mul(foreground, p)), prices.smooth);
  return { wrong, all: tf.add(right, wrong) };
}

/**
 * The share W / (R + W) of what is wrong in each class, [groups, classes]; 0 where there is nothing at all. With
 * the soft areas TP = Σ f·p, FN = Σ f·(1 − p) and FP = Σ b·p over the rows of a group, for foreground f and
 * background b, R is the priced TP and `smooth`, W the priced FN and FP.
 *
 * The gradient is ((R/D)·dW − (W/D)·dR) / D, with D = R + W. tfjs's own has D² in it, which underflows for areas
 * below 1e-19, and two terms that only nearly cancel where nothing is right.
 *
 * @param regions - Foreground and background, stacked: [2, groups, rows, classes].
 * @param probabilities - [groups, rows, classes]
 */
export function wrongShare(regions: tf.Tensor, probabilities: tf.Tensor, prices: AreaPrices): tf.Tensor {
  return customGradient({
    inputs: [
      regions,
      probabilities,
      typeof prices.smooth === 'number' ? tf.scalar(prices.smooth) : prices.smooth,
    ],
    value(_save, r, p, smooth) {
      const { wrong, all } = areasOf(r, p, { ...prices, smooth });
      return safeDivide(wrong, all);
    },
    gradients(slope, _saved, r, p, smooth) {
      const { wrong, all } = areasOf(r, p, { ...prices, smooth });
      const [foreground, background] = unstackRegions(r);
      const besideRows = (x: tf.Tensor) => tf.expandDims(x, 1);
      const dy = besideRows(slope);
      const divisor = besideRows(tf.add(all, tf.cast(tf.equal(all, 0), 'float32')));
      // Shares of the area first: a product f · p underflows where both are small.
      const rightShare = tf.add(
        tf.mul(prices.truePositives, tf.sum(tf.mul(tf.div(foreground, divisor), p), 1, true)),
        besideRows(safeDivide(tf.add(smooth, tf.zerosLike(all)), all)),
      );
      const ofWrong = tf.mul(dy, rightShare);
      const ofRight = tf.mul(prices.truePositives, tf.mul(dy, tf.div(besideRows(wrong), divisor)));
      const missed = tf.mul(prices.falseNegatives, ofWrong);
      const claimed = tf.mul(prices.falsePositives, ofWrong);
      return [
        () =>
          tf.stack([
            tf.div(tf.sub(tf.mul(missed, tf.sub(1, p)), tf.mul(ofRight, p)), divisor),
            tf.div(tf.mul(claimed, p), divisor),
          ]),
        () =>
          tf.div(tf.sub(tf.mul(claimed, background), tf.mul(tf.add(missed, ofRight), foreground)), divisor),
        () => tf.zerosLike(smooth),
      ];
    },
  });
}
