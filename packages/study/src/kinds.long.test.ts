import { seededBatches } from '@losskit/data';
import { allLosses } from '@losskit/losses/registry';
import { KINDS, type KindName, taskLoss } from '@losskit/tasks';
import { trainingStep } from '@losskit/trainer';
import { adam } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test, vi } from 'vitest';

import { kindTasks, taskFor } from '../fixtures/kindTasks.ts';
import { trialOf } from '../fixtures/trialOf.ts';
import { disposeModel, prepareTrial } from './trial/prepareTrial.ts';
import { runTrial } from './trial/runTrial.ts';

const kinds = Object.keys(kindTasks).filter((name): name is KindName => name in kindTasks);
const fittingOf = (kind: KindName) =>
  allLosses
    .filter(({ declaration }) => KINDS[kind].fits(declaration))
    .map(({ declaration }) => declaration.name);

const pairs = kinds.flatMap((kind) => fittingOf(kind).map((loss) => [kind, loss] as const));

describe('kinds of target', () => {
  test.each(pairs)('%s: %s trains a model, lowers itself, and leaves no tensor', async (kind, loss) => {
    const { trial, request } = await trialOf(taskFor(kind, loss), {
      loss,
      seed: 0,
      learningRate: 0.03,
      epochs: 24,
    });
    await runTrial(trial, request);
    const before = tf.memory().numTensors;
    const record = await runTrial(trial, request);
    expect(tf.memory().numTensors).toBe(before);
    expect(record).toMatchObject({ status: 'finished', reason: '' });
    const [first, last] = [record.curve[0]?.loss ?? Number.NaN, record.curve.at(-1)?.loss ?? Number.NaN];
    expect(Number.isFinite(last)).toBe(true);
    // zeroOne has gradient 0 everywhere: it trains nothing, which is what it is there to show.
    if (loss !== 'zeroOne') expect(last).toBeLessThan(first);
    expect(Object.keys(record.trivial).length).toBeGreaterThan(0);
  });

  test.each(pairs)('%s: a step with %s reads nothing back', async (kind, loss) => {
    const { trial, request } = await trialOf(taskFor(kind, loss), { loss, seed: 0 });
    const prepared = await prepareTrial(trial, request);
    const { model, link, data } = prepared;
    const batches = seededBatches(prepared.trainable(data.train), { batchSize: 16, seed: 0, epochs: 1 });
    const optimizer = adam({ learningRate: 0.01 });
    const state = tf.tidy(() => optimizer.transform.init(model.variables));
    const rate = tf.scalar(0.01);
    const reads = (['data', 'dataSync', 'array', 'arraySync', 'buffer', 'bufferSync', 'bytes'] as const).map(
      (name) => vi.spyOn(tf.Tensor.prototype, name),
    );
    for (const batch of batches.from(0)) {
      const result = trainingStep({ model, loss: link.loss, optimizer }, state, batch, rate);
      expect(Number.isFinite(result.loss.size)).toBe(true);
      break;
    }
    const counts = reads.map((spy) => spy.mock.calls.length);
    vi.restoreAllMocks();
    expect(counts).toEqual(counts.map(() => 0));
    disposeModel(model);
  });

  test.each(kinds)(
    '%s: the common losses fit, and the trained model beats the one that looks at no input',
    async (kind) => {
      const task = kindTasks[kind]();
      expect(task.losses.every(task.fits)).toBe(true);
      const loss = KINDS[kind].standardLoss;
      const { trial, request } = await trialOf(task, { loss, seed: 1, learningRate: 0.05, epochs: 60 });
      const { test: got, trivial } = await runTrial(trial, request);
      const { name, higherIsBetter } = task.rankBy;
      const [mine = Number.NaN, other = Number.NaN] = [got[name], trivial[name]];
      expect(Object.keys(got)).toEqual(task.metrics.map((metric) => metric.name));
      if (higherIsBetter) expect(mine).toBeGreaterThan(other);
      else expect(mine).toBeLessThan(other);
    },
  );

  test('a loss of three inputs goes to the task that has them: the five that fitted nowhere', () => {
    expect(fittingOf('distribution')).toContain('gaussianNll');
    expect(fittingOf('embedding')).toEqual(expect.arrayContaining(['tripletMargin', 'cosineEmbedding']));
    expect(fittingOf('binary')).toContain('marginRanking');
    expect(fittingOf('multiclass')).toContain('linearCrossEntropy');
  });

  test('a loss on logits and one on values see what they declare', () => {
    const shape = { rowShape: [], width: 3 };
    const scores = tf.tensor2d([[1, 2, 4]]);
    const softmax = [0.0420101, 0.1141952, 0.8437947];
    const inputOf = (name: string) => {
      const { declared } = taskLoss(name);
      if (!declared) throw new Error('Expected a loss of losskit.');
      const link = KINDS.multiclass.link(declared.declaration, shape);
      return { given: link.call(tf.tensor1d([0], 'int32'), scores, []).inputs[1], link };
    };
    expect(inputOf('crossEntropy').given).toBeAllClose([1, 2, 4]);
    expect(inputOf('meanSquaredError').given).toBeAllClose(softmax, { atol: 1e-6 });
    // The sigmoid of 0 is 1/2, of ln 3 it is 3/4: 0.5 and 0.75 over 1.25.
    const { link } = inputOf('binaryCrossEntropyWithLogits');
    expect(link.predictions?.(tf.tensor2d([[0, Math.log(3)]]))).toBeAllClose([0.4, 0.6], { atol: 1e-6 });
  });

  test.each(fittingOf('multiclass').filter((name) => name !== 'linearCrossEntropy'))(
    '%s: probabilities of classes are finite and sum to 1 for scores up to 10,000',
    (name) => {
      const scores = [
        [1e4, -1e4, 0],
        [-1e4, -1e4, -1e4],
        [1e4, 1e4, 1e4],
        [-1e4, -9_999, -9_998],
        [0, 0, 0],
        [3, -2, 0.5],
      ];
      const { declared } = taskLoss(name);
      const link = declared && KINDS.multiclass.link(declared.declaration, { rowShape: [], width: 3 });
      const probabilities = link?.predictions?.(tf.tensor2d(scores)) ?? tf.zeros([1]);
      expect(tf.sum(probabilities, 1)).toBeAllClose(
        scores.map(() => 1),
        { atol: 1e-5, rtol: 0 },
      );
      expect(tf.min(probabilities).dataSync()[0]).toBeGreaterThanOrEqual(0);
    },
  );
});
