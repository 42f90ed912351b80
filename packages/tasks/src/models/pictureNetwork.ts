import { rangeError } from '@losskit/errors';
import { glorotUniform, heNormal, randomStream } from '@losskit/random';
import type { Model } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

/** Side of a patch in pixels. */
const PATCH = 4;
const CHANNELS = 3;
const PATCH_FEATURES = 16;
const HIDDEN = 32;

interface Dense {
  readonly kernel: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1>;
}

function variable<Rank extends tf.Rank>(values: tf.Tensor, shape: tf.ShapeMap[Rank]): tf.Variable<Rank> {
  return tf.variable<Rank>(tf.reshape<Rank>(values, shape));
}

function applyDense(inputs: tf.Tensor2D, { kernel, bias }: Dense): tf.Tensor2D {
  return tf.add(tf.matMul(inputs, kernel), bias);
}

/** Cuts pictures into patches that don't overlap: [rows, height, width, 3] to [rows · patches, 4 · 4 · 3]. */
function cutPatches(pictures: tf.Tensor, width: number): tf.Tensor2D {
  const grid = tf.reshape(pictures, [-1, PATCH, width / PATCH, PATCH * CHANNELS]);
  return tf.reshape<tf.Rank.R2>(tf.transpose(grid, [0, 2, 1, 3]), [-1, PATCH * PATCH * CHANNELS]);
}

/**
 * A small network for pictures: one layer of features of 4×4 patches (the same weights for every patch, so a convolution
 * with stride 4), then two dense layers. Scores have shape [rows, classes].
 *
 * It is made of matrix products, which every backend does fast: a comparison trains it hundreds of times.
 *
 * @param pictureShape - Height, width and 3; both sides multiples of 4.
 */
export function pictureNetwork(
  [height = 0, width = 0]: readonly number[],
  classes: number,
  seed: number,
): Model & { readonly description: string } {
  if (height % PATCH !== 0 || width % PATCH !== 0) {
    throw rangeError('pictureNetwork', `sides that are multiples of ${PATCH}`, `${height} x ${width}`);
  }
  const patches = (height / PATCH) * (width / PATCH);
  const layer = (index: number, inputs: number, outputs: number, initialize: typeof heNormal): Dense =>
    tf.tidy(() => ({
      kernel: variable<tf.Rank.R2>(
        initialize(randomStream(seed, 'initial weights', index), [inputs, outputs]),
        [inputs, outputs],
      ),
      bias: variable<tf.Rank.R1>(tf.zeros([outputs]), [outputs]),
    }));
  const patch = layer(0, PATCH * PATCH * CHANNELS, PATCH_FEATURES, heNormal);
  const hidden = layer(1, patches * PATCH_FEATURES, HIDDEN, heNormal);
  const scores = layer(2, HIDDEN, classes, glorotUniform);
  return {
    description: `${PATCH}x${PATCH} patches to ${PATCH_FEATURES} features, dense ${HIDDEN}, dense ${classes}`,
    variables: {
      'patch/kernel': patch.kernel,
      'patch/bias': patch.bias,
      'hidden/kernel': hidden.kernel,
      'hidden/bias': hidden.bias,
      'scores/kernel': scores.kernel,
      'scores/bias': scores.bias,
    },
    predict(pictures) {
      const scaled = tf.sub(tf.div(pictures, 127.5), 1);
      const features = tf.relu(applyDense(cutPatches(scaled, width), patch));
      const flat = tf.reshape<tf.Rank.R2>(features, [-1, patches * PATCH_FEATURES]);
      return applyDense(tf.relu(applyDense(flat, hidden)), scores);
    },
  };
}
