import { prepareBackend } from '@losskit/backends';
import { type BatchableRows, seededBatches } from '@losskit/data';
import { allLosses } from '@losskit/losses/registry';
import { KINDS, type KindName } from '@losskit/tasks';
import { LAYER_CASES, networkAround } from '@losskit/testing';
import {
  type Batches,
  type CompilePolicy,
  fromLayersModel,
  type TrainOptions,
  train,
  type ValidationOptions,
} from '@losskit/trainer';
import { sgd } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { kindTasks, taskFor } from '../../fixtures/kindTasks.ts';
import { trialOf } from '../../fixtures/trialOf.ts';
import { validationMetrics } from '../trial/judge.ts';
import { disposeModel, prepareTrial } from '../trial/prepareTrial.ts';

const kinds = Object.keys(kindTasks).filter((name): name is KindName => name in kindTasks);
const pairs = kinds.flatMap((kind) =>
  allLosses
    .filter(({ declaration }) => KINDS[kind].fits(declaration))
    .map(({ declaration: { name } }) => [kind, name] as const),
);

/** Relative to the value, or to 1 where that is smaller. */
const TOLERANCE = 3e-6;

/** What a validation gives beside a step that changes nothing. */
async function validationOf(given: Omit<TrainOptions, 'optimizer'>, compile: CompilePolicy) {
  const optimizer = sgd({ learningRate: 0 });
  for await (const { validation } of train({ ...given, optimizer, steps: 1, compile }))
    if (validation) return validation;
  throw new Error('no validation');
}

async function expectAgreement(given: Omit<TrainOptions, 'optimizer'>) {
  const compiled = await validationOf(given, 'require');
  const eager = await validationOf(given, 'off');
  expect(Object.keys(compiled)).toEqual(Object.keys(eager));
  for (const [name, value] of Object.entries(compiled)) {
    const wanted = eager[name] ?? Number.NaN;
    if (Object.is(value, wanted)) continue;
    expect(Math.abs(value - wanted) / Math.max(1, Math.abs(wanted)), name).toBeLessThan(TOLERANCE);
  }
}

/** Batches of rows in their order, the last of them fewer. */
function inOrder(rows: BatchableRows, batchSize: number): ValidationOptions['batches'] & Batches {
  return seededBatches(rows, { batchSize, seed: 0, epochs: 1, shuffle: false });
}

// The program is the same whichever backend it stands in for: of cpu a loss for each kind is enough.
const firstOfKind = pairs.filter(([kind], index) => pairs.findIndex(([other]) => other === kind) === index);

describe.each([
  ['cpu', firstOfKind],
  ['wasm', pairs],
] as const)('a compiled validation on %s', (backend, compared) => {
  test.each(compared)('%s: %s agrees with the eager one, with weights', async (kind, loss) => {
    await prepareBackend(backend, 'dense');
    const task = taskFor(kind, loss);
    const { trial, request } = await trialOf(task, { loss, seed: 0, backend });
    const prepared = await prepareTrial(trial, request);
    const { model, link, data } = prepared;
    const rows = prepared.trainable(data.validation);
    const weights = { values: Float32Array.from({ length: rows.rows }, (_, row) => row % 3), rowShape: [] };
    for (const weighted of [false, true]) {
      const given = weighted ? { ...rows, weights } : rows;
      const validation = {
        batches: inOrder(given, 20),
        metrics: validationMetrics(prepared),
      };
      const takes = { model, batches: inOrder(given, 20), loss: link.loss, validation };
      const eager = await validationOf(takes, 'off').catch((error: unknown) => error);
      // Some losses take no weight by row.
      if (eager instanceof Error && weighted) continue;
      await expectAgreement(takes);
    }
    disposeModel(model);
  });

  const layers = Object.entries(LAYER_CASES).filter(([name]) => !/3d/i.test(name) && name !== 'centerCrop');
  test.each(layers)('of a network with %s agrees with the eager one', async (_, layerCase) => {
    await prepareBackend(backend, 'dense');
    const { model: network, inputs: given, targets } = networkAround(layerCase);
    const model = fromLayersModel(network, { seed: 3 });
    const [only] = given;
    const inputs =
      only && given.length === 1
        ? only
        : Object.fromEntries(given.map((tensor, index) => [network.inputNames[index] ?? '', tensor]));
    const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));
    const batches = [{ inputs, targets }];
    await expectAgreement({ model, batches, loss, validation: { batches } });
  });
});
