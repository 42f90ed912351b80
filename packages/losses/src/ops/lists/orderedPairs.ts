import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../../autodiff/stopGradient.ts';
import { step } from '../sign.ts';
import { itemDifferences } from './itemDifferences.ts';

/** 1 where item i is more relevant than item j and both are there, else 0: […, i, j] of […, items]. */
export function orderedPairs(yTrue: tf.Tensor, isItem: tf.Tensor): tf.Tensor {
  return stopGradient([yTrue, isItem], () => {
    const both = tf.mul(tf.expandDims(isItem, -1), tf.expandDims(isItem, -2));
    return tf.mul(both, step(itemDifferences(yTrue)));
  });
}
