// @ts-check

// brain.js as a peer of the bench: node brain-js.mjs FOLDER
//
// It has networks of sigmoids that learn by half the squared error of one row at a time.

import brain from 'brain.js';

import { servePeer, UnsupportedCase, valuesOf, weightsOf } from '../../../packages/bench/dist/peer.js';

/** @typedef {import('../../../packages/bench/dist/peer.js').TrainingWork} TrainingWork */

/** @param {TrainingWork} work */
function hasModel({ batch, layers, loss, optimizer }) {
  const areSigmoids = layers.every((layer) => layer.kind === 'dense' && layer.activation === 'sigmoid');
  return batch === 1 && areSigmoids && loss === 'meanSquaredError' && optimizer.kind === 'sgd';
}

await servePeer({
  name: 'brain.js',
  start(problem) {
    const { work } = problem.case;
    if (work.kind !== 'training' || !hasModel(work)) {
      throw new UnsupportedCase('it has networks of sigmoids that learn row by row only');
    }
    const weights = weightsOf(problem);
    const kernels = weights.filter(({ shape }) => shape.length === 2);
    const biases = weights.filter(({ shape }) => shape.length === 1);
    const sizes = [kernels[0]?.shape[0] ?? 0, ...biases.map(({ values }) => values.length)];
    const layers = kernels.map(({ values, shape: [inputs = 0, units = 0] }, layer) =>
      Object.fromEntries(
        Array.from({ length: units }, (_, unit) => {
          const own = Array.from({ length: inputs }, (_, input) => values[input * units + unit] ?? 0);
          return [unit, { bias: biases[layer]?.values[unit] ?? 0, weights: { ...own } }];
        }),
      ),
    );
    // The gradient of the squared error is twice that of its half.
    const learningRate = 2 * work.optimizer.learningRate;
    // It takes no zeros.
    const trainOpts = { learningRate, momentum: Number.MIN_VALUE, errorThresh: Number.MIN_VALUE };
    const network = new brain.NeuralNetwork().fromJSON({
      sizes,
      layers: [
        Object.fromEntries(Array.from({ length: sizes[0] ?? 0 }, (_, input) => [input, {}])),
        ...layers,
      ],
      activation: 'sigmoid',
      inputLookup: null,
      outputLookup: null,
      trainOpts,
    });
    const [inputs, targets] = [valuesOf(problem, 'inputs'), valuesOf(problem, 'targets')];
    const width = sizes[0] ?? 0;
    const rows = Array.from({ length: work.rows }, (_, row) => ({
      input: [...inputs.values.slice(row * width, (row + 1) * width)],
      output: [...targets.values.slice(row, row + 1)],
    }));
    return {
      run(steps) {
        network.train(rows, { ...trainOpts, iterations: steps / rows.length });
      },
      evaluate() {
        const [row] = rows;
        const [output = Number.NaN] = row ? network.run(row.input) : [];
        return [(output - (row?.output[0] ?? 0)) ** 2];
      },
    };
  },
  version: () => 'brain.js 1.6.1',
});
