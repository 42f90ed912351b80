import { randomStream } from '@losskit/random';
import { glorotUniform, heNormal, type NamedVariables } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import type { TaskModel } from './TaskModel.ts';

const PATCH = 4;
const PATCH_FEATURES = 32;
const HIDDEN = 32;

/** Cuts pictures into patches that don't overlap: [rows, h, w, 3] to [rows · patches, patch · patch · 3]. */
function cutPatches(pictures: tf.Tensor, height: number, width: number): tf.Tensor2D {
  const down = height / PATCH;
  const across = width / PATCH;
  const grid = tf.reshape(pictures, [-1, down, PATCH, across, PATCH * 3]);
  return tf.reshape(tf.transpose(grid, [0, 1, 3, 2, 4]), [-1, PATCH * PATCH * 3]);
}

export function pictureNetwork(
  [height, width]: readonly [number, number, number],
  classes: number,
): TaskModel {
  const patches = (height / PATCH) * (width / PATCH);
  const flat = patches * PATCH_FEATURES;
  return {
    description: `patches ${PATCH}x${PATCH}`,
    create(seed) {
      let draw = 0;
      const stream = () => randomStream(seed, 'initial weights', draw++);
      const variables: NamedVariables = tf.tidy(() => ({
        'patch/kernel': tf.variable(heNormal(stream(), [PATCH * PATCH * 3, PATCH_FEATURES])),
        'patch/bias': tf.variable(tf.zeros([PATCH_FEATURES])),
        'hidden/kernel': tf.variable(heNormal(stream(), [flat, HIDDEN])),
        'hidden/bias': tf.variable(tf.zeros([HIDDEN])),
        'classes/kernel': tf.variable(glorotUniform(stream(), [HIDDEN, classes])),
        'classes/bias': tf.variable(tf.zeros([classes])),
      }));
      const dense = (x: tf.Tensor2D, name: string): tf.Tensor2D => {
        const kernel = variables[`${name}/kernel`] as tf.Tensor2D;
        return tf.add(tf.matMul(x, kernel), variables[`${name}/bias`] as tf.Tensor);
      };
      return {
        variables,
        predict(pictures) {
          const scaled = tf.sub(tf.div(pictures, 127.5), 1);
          const perPatch = tf.relu(dense(cutPatches(scaled, height, width), 'patch'));
          const hidden = tf.relu(dense(tf.reshape(perPatch, [-1, flat]), 'hidden'));
          return dense(hidden, 'classes');
        },
      };
    },
  };
}
