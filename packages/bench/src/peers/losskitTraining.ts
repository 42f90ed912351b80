import { type SeededBatches, seededBatches } from '@losskit/data';
import { findLoss } from '@losskit/losses/registry';
import { type AnyModel, asModel, type LossFunction } from '@losskit/trainer';
import { adam, type Optimizer, sgd } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';

import type { OptimizerChoice, TrainingWork, UpdateWork } from '../cases/Case.ts';
import { type Problem, valuesOf } from '../cases/problem.ts';
import { UnsupportedCase } from '../protocol/Peer.ts';
import { layersModelOf } from './layersModelOf.ts';
import { meanSquare, takeNumber, tensorOf } from './tensors.ts';

/** Rows as `seededBatches` takes them. */
export interface TrainingRows {
  readonly rows: number;
  readonly inputs: RowValues<Float32Array>;
  readonly targets: RowValues<Float32Array | Int32Array>;
}

interface RowValues<Values> {
  readonly values: Values;
  readonly rowShape: readonly number[];
}

/** A problem as losskit trains it. */
export interface Training {
  readonly model: AnyModel;
  readonly loss: LossFunction;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly rows: TrainingRows;
  readonly batchSize: number;
  /** The rows in their order, over and over. */
  readonly batches: SeededBatches;
  /** What all peers must agree on, by what the model's variables hold. */
  readonly evaluate: () => Promise<readonly number[]>;
}

function optimizerOf({ kind, learningRate }: OptimizerChoice): Optimizer {
  return kind === 'adam' ? adam({ learningRate }) : sgd({ learningRate });
}

function inOrder(rows: TrainingRows, batchSize: number): Pick<Training, 'rows' | 'batchSize' | 'batches'> {
  return { rows, batchSize, batches: seededBatches(rows, { batchSize, seed: 1, shuffle: false }) };
}

function networkTraining(problem: Problem, work: TrainingWork): Training {
  const model = asModel(layersModelOf(problem, work));
  const declared = findLoss(work.loss);
  const loss: LossFunction = (yTrue, yPred) => declared.evaluate([yTrue, yPred]);
  const [inputs, targets] = [valuesOf(problem, 'inputs'), valuesOf(problem, 'targets')];
  const rows: TrainingRows = {
    rows: work.rows,
    inputs: { values: inputs.values, rowShape: work.input },
    targets: {
      values: work.loss === 'crossEntropy' ? Int32Array.from(targets.values) : targets.values,
      rowShape: targets.shape.slice(1),
    },
  };
  const data = inOrder(rows, work.batch);
  async function evaluate() {
    for (const batch of data.batches.from(0)) {
      const value = tf.tidy(() => {
        const outputs = model.predict(batch.inputs, { training: false });
        if (!(outputs instanceof tf.Tensor)) throw new TypeError('bench: expected one output, got several.');
        return loss(batch.targets, outputs);
      });
      return [await takeNumber(value)];
    }
    return [];
  }
  const { learningRate } = work.optimizer;
  return { model, loss, optimizer: optimizerOf(work.optimizer), learningRate, ...data, evaluate };
}

/** A loss without a value of its own, whose gradient is what is given. */
function givenGradient(gradient: tf.Tensor): LossFunction {
  const loss = tf.customGrad(() => ({
    value: tf.scalar(0),
    gradFunc: (dy) => tf.mul(gradient, dy),
  }));
  return (_, weights) => loss(weights);
}

function updateTraining(problem: Problem, { parameters, learningRate }: UpdateWork): Training {
  const weights = tf.variable(tensorOf(valuesOf(problem, 'weight 0')));
  const row = { values: Float32Array.of(0), rowShape: [] };
  return {
    model: { variables: { weights }, predict: () => tf.reshape(weights, [parameters]) },
    loss: givenGradient(tensorOf(valuesOf(problem, 'gradient'))),
    optimizer: adam({ learningRate }),
    learningRate,
    ...inOrder({ rows: 1, inputs: row, targets: row }, 1),
    evaluate: async () => [await meanSquare(weights)],
  };
}

/** @throws UnsupportedCase for what is no training. */
export function trainingOf(problem: Problem): Training {
  const { work } = problem.case;
  if (work.kind === 'training') return networkTraining(problem, work);
  if (work.kind === 'update') return updateTraining(problem, work);
  throw new UnsupportedCase('it trains only');
}
