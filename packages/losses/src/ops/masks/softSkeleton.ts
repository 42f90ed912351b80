import * as tf from '@tensorflow/tfjs-core';
import { maximum, minimum } from '../maximum.ts';
import { relu } from '../relu.ts';

const [HEIGHT, WIDTH] = [2, 3];

type Chooser = (first: tf.Tensor, second: tf.Tensor) => tf.Tensor;

/** Each pixel becomes the one that is chosen among itself and its two neighbours along an axis; at an edge it has only one. */
function chosenAlong(x: tf.Tensor, axis: number, choose: Chooser): tf.Tensor {
  const length = x.shape[axis] ?? 1;
  if (length === 1) return x;
  const part = (start: number, size: number) =>
    tf.slice(
      x,
      x.shape.map((_, place) => (place === axis ? start : 0)),
      x.shape.map((full, place) => (place === axis ? size : full)),
    );
  const pairs = choose(part(0, length - 1), part(1, length - 1));
  // The first and the last pixel have a neighbour on one side only, whose pair they share.
  const edge = (start: number) =>
    tf.slice(
      pairs,
      x.shape.map((_, place) => (place === axis ? start : 0)),
      x.shape.map((full, place) => (place === axis ? 1 : full)),
    );
  return choose(tf.concat([edge(0), pairs], axis), tf.concat([pairs, edge(length - 2)], axis));
}

/** The least of each pixel and its four neighbours. */
function eroded(x: tf.Tensor): tf.Tensor {
  return minimum(chosenAlong(x, HEIGHT, minimum), chosenAlong(x, WIDTH, minimum));
}

/** The largest of each pixel and its eight neighbours. */
function dilated(x: tf.Tensor): tf.Tensor {
  return chosenAlong(chosenAlong(x, HEIGHT, maximum), WIDTH, maximum);
}

/**
 * The soft skeleton of planes [rows, classes, height, width]: what is thinner than its neighbourhood, from the picture and from
 * what is left of it after each of so many erosions.
 */
export function softSkeleton(planes: tf.Tensor, iterations: number): tf.Tensor {
  const thinnest = (x: tf.Tensor, shrunk: tf.Tensor) => relu(tf.sub(x, dilated(shrunk)));
  let left = eroded(planes);
  let skeleton = thinnest(planes, left);
  for (let done = 0; done < iterations; done++) {
    const shrunk = eroded(left);
    const found = thinnest(left, shrunk);
    skeleton = tf.add(skeleton, relu(tf.sub(found, tf.mul(skeleton, found))));
    left = shrunk;
  }
  return skeleton;
}
