import { meanSquaredError } from '@losskit/losses';
import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs-core';

import { mean, numbersOf, sum } from '../probe.ts';

/** A network of five inputs, three hidden units and one output, as in the third article's figure. */
export interface SmallNetwork {
  /** One row of five weights per hidden unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly output: readonly number[];
}

const INPUTS = 5;
const UNITS = 3;
const ROWS = 8;

export function makeNetwork(): SmallNetwork {
  const stream = randomStream(0, 'small network');
  return {
    hidden: Array.from({ length: UNITS }, () => Array.from({ length: INPUTS }, () => stream.normal())),
    output: Array.from({ length: UNITS }, () => stream.normal()),
  };
}

function makeData() {
  const stream = randomStream(0, 'small network data');
  const inputs = Array.from({ length: ROWS }, () => Array.from({ length: INPUTS }, () => stream.normal()));
  return { inputs, targets: inputs.map(() => stream.normal()) };
}

function forward({ hidden, output }: SmallNetwork, input: readonly number[]) {
  const active = hidden.map((row) =>
    Math.max(0, sum(row.map((weight, place) => weight * (input[place] ?? 0)))),
  );
  return { active, prediction: sum(active.map((value, unit) => value * (output[unit] ?? 0))) };
}

/** The mean squared error of the network on its data, in 64 bits. */
export function networkLoss(network: SmallNetwork): number {
  const { inputs, targets } = makeData();
  return mean(inputs.map((input, row) => (forward(network, input).prediction - (targets[row] ?? 0)) ** 2));
}

/** The gradient by hand: from the error to the output's weights, and through the units to the first layer's. */
export function backpropagate(network: SmallNetwork) {
  const { inputs, targets } = makeData();
  const output = network.output.map(() => 0);
  const hidden = network.hidden.map((row) => row.map(() => 0));
  inputs.forEach((input, index) => {
    const { active, prediction } = forward(network, input);
    const error = (2 * (prediction - (targets[index] ?? 0))) / ROWS;
    active.forEach((value, unit) => {
      output[unit] = (output[unit] ?? 0) + error * value;
      if (value === 0) return;
      const reached = error * (network.output[unit] ?? 0);
      const row = hidden[unit] ?? [];
      input.forEach((x, place) => {
        row[place] = (row[place] ?? 0) + reached * x;
      });
    });
  });
  return { output, hidden, all: [...hidden.flat(), ...output] };
}

/** The same gradient by autograd: first layer, then output. */
export function networkSlopes({ hidden, output }: SmallNetwork): number[] {
  const { inputs, targets } = makeData();
  return numbersOf(() => {
    const slopes = tf.grads((first: tf.Tensor, second: tf.Tensor) => {
      const active = tf.relu(tf.matMul(tf.tensor2d(inputs), first, false, true));
      return meanSquaredError(
        tf.tensor1d(targets),
        tf.reshape(tf.matMul(active, tf.reshape(second, [-1, 1])), [-1]),
      );
    })([tf.tensor2d(hidden.map((row) => [...row])), tf.tensor1d([...output])]);
    return tf.concat(slopes.map((slope) => tf.reshape(slope, [-1])));
  });
}
