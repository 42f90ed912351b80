// @ts-check

// jax-js as a peer of the bench: node jax-js.mjs FOLDER

import { readFileSync } from 'node:fs';
import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from '@jax-js/jax';

import { servePeer, UnsupportedCase, valuesOf, weightsOf } from '../../../packages/bench/dist/peer.js';

/** @typedef {import('@jax-js/jax').Array} JaxArray */
/** @typedef {import('../../../packages/bench/dist/peer.js').Problem} Problem */
/** @typedef {import('../../../packages/bench/dist/peer.js').Runner} Runner */
/** @typedef {import('../../../packages/bench/dist/peer.js').TrainingWork} TrainingWork */

const [BETA_1, BETA_2, EPSILON] = [0.9, 0.999, 1e-8];

/** @param {{ values: Float32Array, shape: readonly number[] }} tensor */
const arrayOf = ({ values, shape }) => np.array(values.slice()).reshape([...shape]);

/** What a function takes it owns; these stay. @param {readonly JaxArray[]} arrays */
const kept = (arrays) => arrays.map((array) => array.ref);

/** @param {readonly JaxArray[]} arrays @param {number} index */
function at(arrays, index) {
  const array = arrays[index];
  if (!array) throw new RangeError(`jax-js: expected array ${index}, got none.`);
  return array;
}

/** @param {TrainingWork} work @param {number} classes */
function lossOf({ layers, loss }, classes) {
  /** @param {JaxArray[]} weights @param {JaxArray} x @param {JaxArray} y */
  return (weights, x, y) => {
    let outputs = x;
    layers.forEach((layer, index) => {
      if (layer.kind !== 'dense') throw new UnsupportedCase('it is written for dense layers only');
      outputs = np.matmul(outputs, at(weights, 2 * index)).add(at(weights, 2 * index + 1));
      if (layer.activation === 'relu') outputs = nn.relu(outputs);
      if (layer.activation === 'sigmoid') outputs = nn.sigmoid(outputs);
    });
    if (loss === 'meanSquaredError') return np.square(outputs.sub(y)).mean();
    return nn.logSoftmax(outputs, -1).mul(nn.oneHot(y, classes)).sum(-1).mean().neg();
  };
}

/** Batches one after the other. @param {Problem} problem @param {TrainingWork} work */
function batchesOf(problem, { rows, batch, loss, input }) {
  const { values: inputs } = valuesOf(problem, 'inputs');
  const { values: targets, shape } = valuesOf(problem, 'targets');
  const [width, columns] = [inputs.length / rows, targets.length / rows];
  return Array.from({ length: rows / batch }, (_, index) => {
    const [begin, end] = [index * batch, (index + 1) * batch];
    const truth = targets.slice(begin * columns, end * columns);
    return {
      x: np.array(inputs.slice(begin * width, end * width)).reshape([batch, ...input]),
      y:
        loss === 'crossEntropy'
          ? np.array(Int32Array.from(truth), { dtype: np.int32 })
          : np.array(truth).reshape([batch, ...shape.slice(1)]),
    };
  });
}

/** @param {Problem} problem @param {TrainingWork} work @returns {Runner} */
function trainingRunner(problem, work) {
  if (work.layers.some(({ kind }) => kind !== 'dense')) {
    throw new UnsupportedCase('it is written for dense layers only');
  }
  const initial = weightsOf(problem);
  const loss = lossOf(work, initial.at(-1)?.shape[0] ?? 1);
  const batches = batchesOf(problem, work);
  const rate = work.optimizer.learningRate;
  const isAdam = work.optimizer.kind === 'adam';
  let weights = initial.map(arrayOf);
  let first = isAdam ? initial.map(({ shape }) => np.zeros([...shape])) : [];
  let second = isAdam ? initial.map(({ shape }) => np.zeros([...shape])) : [];
  let step = 0;

  const update = jit(
    /**
     * @param {JaxArray[]} w @param {JaxArray[]} m @param {JaxArray[]} v
     * @param {JaxArray} x @param {JaxArray} y @param {JaxArray} left1 @param {JaxArray} left2
     */
    (w, m, v, x, y, left1, left2) => {
      const [value, gradients] = valueAndGrad(loss)(kept(w), x, y);
      if (!isAdam) {
        left1.dispose();
        left2.dispose();
        return { value, w: w.map((one, index) => one.sub(at(gradients, index).mul(rate))), m, v };
      }
      const averages = m.map((one, index) => one.mul(BETA_1).add(at(gradients, index).ref.mul(1 - BETA_1)));
      const squares = v.map((one, index) =>
        one.mul(BETA_2).add(np.square(at(gradients, index)).mul(1 - BETA_2)),
      );
      const updated = w.map((one, index) => {
        const root = np.sqrt(at(squares, index).ref.div(left2.ref)).add(EPSILON);
        return one.sub(at(averages, index).ref.div(left1.ref).div(root).mul(rate));
      });
      left1.dispose();
      left2.dispose();
      return { value, w: updated, m: averages, v: squares };
    },
  );

  return {
    run(steps) {
      for (let left = steps; left > 0; left--) {
        const batch = batches[step % batches.length];
        step += 1;
        if (!batch) continue;
        const [left1, left2] = [np.array(1 - BETA_1 ** step), np.array(1 - BETA_2 ** step)];
        const next = update(weights, first, second, batch.x.ref, batch.y.ref, left1, left2);
        // Computes what is pending, which otherwise piles up from step to step.
        next.value.dataSync();
        [weights, first, second] = [next.w, next.m, next.v];
      }
    },
    async evaluate() {
      const [batch] = batches;
      return batch ? [...(await loss(kept(weights), batch.x.ref, batch.y.ref).data())] : [];
    },
  };
}

/** @param {string} name */
function versionOf(name) {
  const folder = new URL('../../../node_modules/', import.meta.url);
  return JSON.parse(readFileSync(new URL(`${name}/package.json`, folder), 'utf8')).version;
}

await init('wasm');
defaultDevice('wasm');
await servePeer({
  name: 'jax-js',
  start(problem) {
    const { work } = problem.case;
    if (work.kind === 'training') return trainingRunner(problem, work);
    throw new UnsupportedCase('it is written for training only');
  },
  version: () => `jax-js ${versionOf('@jax-js/jax')}`,
});
