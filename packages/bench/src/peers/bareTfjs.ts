import * as tf from '@tensorflow/tfjs';

import type { LossWork, TrainingWork, UpdateWork } from '../cases/Case.ts';
import { type Problem, valuesOf } from '../cases/problem.ts';
import { type Peer, type Runner, UnsupportedCase } from '../protocol/Peer.ts';
import { type BackendChoice, selectBareBackend } from './bareBackend.ts';
import { gradientRunner } from './gradientRunner.ts';
import { layersModelOf } from './layersModelOf.ts';
import { productRunner } from './productRunner.ts';
import {
  meanSquare,
  oneHot,
  readNumber,
  rowsOf,
  sliceBatch,
  takeNumber,
  tensorOf,
  tfjsOptimizer,
} from './tensors.ts';

function scalarOf(value: tf.Tensor): tf.Scalar {
  return tf.reshape(value, []);
}

function trainingRunner(problem: Problem, work: TrainingWork): Runner {
  const model = layersModelOf(problem, work);
  const optimizer = tfjsOptimizer(work.optimizer);
  const { inputs, targets } = rowsOf(problem, work);
  const outputs = model.outputs[0]?.shape.at(-1) ?? 1;
  const rows = {
    inputs,
    targets: work.loss === 'crossEntropy' ? oneHot(targets, outputs) : targets,
  };
  const loss = (batch: typeof rows) => {
    const predicted = model.apply(batch.inputs, { training: true });
    if (!(predicted instanceof tf.Tensor)) throw new TypeError('bareTfjs: expected one output, got several.');
    return scalarOf(
      work.loss === 'crossEntropy'
        ? tf.losses.softmaxCrossEntropy(batch.targets, predicted)
        : tf.losses.meanSquaredError(batch.targets, predicted),
    );
  };
  let step = 0;
  return {
    async run(steps) {
      let last: tf.Scalar | null = null;
      for (let taken = 0; taken < steps; taken++) {
        last?.dispose();
        const batch = sliceBatch(rows, work, step);
        last = optimizer.minimize(() => loss(batch), true);
        tf.dispose([batch.inputs, batch.targets]);
        step += 1;
      }
      // Waits for a backend that works ahead.
      if (last) await takeNumber(last);
    },
    evaluate: async () => [await takeNumber(tf.tidy(() => loss(sliceBatch(rows, work, 0))))],
  };
}

/** Losses of `tf.losses`, as functions of truth and predictions. */
const LOSSES: Readonly<Record<string, (truth: tf.Tensor, predictions: tf.Tensor) => tf.Tensor>> = {
  meanSquaredError: (truth, predictions) => tf.losses.meanSquaredError(truth, predictions),
  meanAbsoluteError: (truth, predictions) => tf.losses.absoluteDifference(truth, predictions),
  huber: (truth, predictions) => tf.losses.huberLoss(truth, predictions),
  binaryCrossEntropyWithLogits: (truth, predictions) => tf.losses.sigmoidCrossEntropy(truth, predictions),
  crossEntropy: (truth, predictions) =>
    tf.losses.softmaxCrossEntropy(oneHot(truth, predictions.shape.at(-1) ?? 1), predictions),
};

function lossRunner(problem: Problem, { loss }: LossWork): Runner {
  const compute = LOSSES[loss];
  if (!compute) throw new UnsupportedCase('tf.losses has no such loss');
  const truth = tensorOf(valuesOf(problem, 'truth'));
  return gradientRunner(problem, (predictions) => compute(truth, predictions));
}

function updateRunner(problem: Problem, { learningRate }: UpdateWork): Runner {
  const optimizer = tfjsOptimizer({ kind: 'adam', learningRate });
  const weights = tf.variable(tensorOf(valuesOf(problem, 'weight 0')));
  const gradient = tensorOf(valuesOf(problem, 'gradient'));
  return {
    async run(steps) {
      for (let taken = 0; taken < steps; taken++) {
        optimizer.applyGradients([{ name: weights.name, tensor: gradient }]);
      }
      await readNumber(tf.slice(weights, 0, 1));
    },
    evaluate: async () => [await meanSquare(weights)],
  };
}

/** TensorFlow.js as it comes, on one of its backends. */
export function bareTfjs(backend: BackendChoice): Peer {
  return {
    name: `tfjs ${backend}`,
    async start(problem) {
      await selectBareBackend(backend);
      const { work } = problem.case;
      switch (work.kind) {
        case 'training':
          return trainingRunner(problem, work);
        case 'loss':
          return lossRunner(problem, work);
        case 'update':
          return updateRunner(problem, work);
        case 'product':
          return productRunner(problem, work);
        case 'call':
          throw new UnsupportedCase('it is compared by the losses that TensorFlow.js has');
        case 'command':
          throw new UnsupportedCase('it runs no commands');
      }
    },
    version: () => `TensorFlow.js ${tf.version_core}`,
  };
}
