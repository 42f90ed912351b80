import { prepareBackend } from '@losskit/backends';
import { seededBatches } from '@losskit/data';
import { allLosses } from '@losskit/losses/registry';
import { KINDS, type KindName } from '@losskit/tasks';
import { agreement, stepFunction, TOLERANCE } from '@losskit/testing';
import { sgd } from '@losskit/trainer/optimizers';
import { describe, expect, test } from 'vitest';

import { kindTasks, taskFor } from '../../fixtures/kindTasks.ts';
import { trialOf } from '../../fixtures/trialOf.ts';
import { disposeModel, prepareTrial } from '../trial/prepareTrial.ts';

const kinds = Object.keys(kindTasks).filter((name): name is KindName => name in kindTasks);
const pairs = kinds.flatMap((kind) =>
  allLosses
    .filter(({ declaration }) => KINDS[kind].fits(declaration))
    .map(({ declaration: { name } }) => [kind, name] as const),
);

/**
 * Right at a centre the sine of an angle changes more than the cosine tells in float32, and one of several centres is
 * soon near: arcFace has the margin compiled.
 */
const COMPILED_AS: Readonly<Record<string, string>> = { subCenterArcFace: 'subCenterArcFace:margin=0' };

describe.each(['cpu', 'wasm'] as const)('a compiled step on %s', (backend) => {
  test.each(pairs)('%s: %s agrees with the eager one over ten steps', async (kind, loss) => {
    await prepareBackend(backend, 'dense');
    const task = taskFor(kind, loss);
    const { trial, request } = await trialOf(task, { loss: COMPILED_AS[loss] ?? loss, seed: 0, backend });
    const prepared = await prepareTrial(trial, request);
    const { model, link, data } = prepared;
    const rows = prepared.trainable(data.train);
    const definition = { model, loss: link.loss, optimizer: sgd({ learningRate: 0.01 }) };
    // 10 rows are no multiple of a vector's four.
    for (const batch of seededBatches(rows, { batchSize: 10, seed: 0, epochs: 1 }).from(0)) {
      const { difference, where } = agreement(stepFunction(definition, batch, 0.01), 10, { least: 0.1 });
      expect(difference, where).toBeLessThan(TOLERANCE);
      break;
    }
    disposeModel(model);
  });
});
