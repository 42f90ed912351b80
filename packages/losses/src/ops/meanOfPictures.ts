import * as tf from '@tensorflow/tfjs-core';

import { sumOfRows } from './rows/sumOfRows.ts';

/** The mean of all numbers of each picture [pictures, …]. */
export function meanOfPictures(x: tf.Tensor): tf.Tensor {
  const [pictures = 1] = x.shape;
  return tf.div(sumOfRows(tf.reshape(x, [pictures, -1])), x.size / pictures);
}
