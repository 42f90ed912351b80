import * as tf from '@tensorflow/tfjs';

import { type Peer, UnsupportedCase } from '../protocol/Peer.ts';
import { type BackendChoice, selectBareBackend } from './bareBackend.ts';
import { layersModelOf } from './layersModelOf.ts';
import { oneHot, rowsOf, tfjsOptimizer } from './tensors.ts';

/** What tfjs calls our losses of the output, where the last layer is linear. */
const LOSSES = {
  meanSquaredError: 'meanSquaredError',
  crossEntropy: (truth: tf.Tensor, logits: tf.Tensor) => tf.losses.softmaxCrossEntropy(truth, logits),
} as const;

/** `LayersModel.fit` of TensorFlow.js as it comes. */
export function layersModelFit(backend: BackendChoice): Peer {
  return {
    name: `LayersModel.fit ${backend}`,
    kinds: ['training'],
    async start(problem) {
      const { work, name } = problem.case;
      if (work.kind !== 'training') throw new UnsupportedCase('it trains only');
      await selectBareBackend(backend);
      const model = layersModelOf(problem, work);
      model.compile({ loss: LOSSES[work.loss], optimizer: tfjsOptimizer(work.optimizer) });
      const { inputs, targets } = rowsOf(problem, work);
      const outputs = model.outputs[0]?.shape.at(-1) ?? 1;
      const truth = work.loss === 'crossEntropy' ? oneHot(targets, outputs) : targets;
      const stepsPerEpoch = work.rows / work.batch;
      return {
        async run(steps) {
          const epochs = steps / stepsPerEpoch;
          if (!Number.isInteger(epochs)) {
            throw new RangeError(`${name}: expected a multiple of ${stepsPerEpoch} steps, got ${steps}.`);
          }
          await model.fit(inputs, truth, { batchSize: work.batch, epochs, shuffle: false, verbose: 0 });
        },
        async evaluate() {
          const [x, y] = tf.tidy(() => [tf.slice(inputs, 0, work.batch), tf.slice(truth, 0, work.batch)]);
          const loss = model.evaluate(x, y, { batchSize: work.batch });
          const [value = Number.NaN] = (await (Array.isArray(loss) ? loss[0] : loss)?.data()) ?? [];
          tf.dispose([x, y, loss]);
          return [value];
        },
      };
    },
    version: () => `TensorFlow.js ${tf.version_core}`,
  };
}
