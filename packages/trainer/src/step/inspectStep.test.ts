import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { optimizer, warningsOf } from '../../fixtures/declaredLoss.ts';
import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { lineBatch, lineModel, meanSquaredError, repeated, runToEnd } from '../../fixtures/line.ts';
import { dryRun, findLearningRate, fromLayersModel, overfitOneBatch, train } from '../index.ts';
import { freeze } from '../optimizers.ts';

inFreshScope();

describe('a loss without a gradient', () => {
  const accuracy = (yTrue: tf.Tensor, yPred: tf.Tensor) =>
    tf.mean(tf.cast(tf.notEqual(tf.argMax(yPred, -1), yTrue), 'float32'));
  const classes = () => ({
    model: tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] }),
    batches: [{ inputs: tf.ones([4, 2]), targets: tf.zeros([4], 'int32') }],
    optimizer,
  });

  test.each<[string, (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor, string]>([
    [
      'of a decision',
      accuracy,
      'whose gradient ends at NotEqual, constant almost everywhere; train with a smooth loss',
    ],
    ['rounded', (_, yPred) => tf.mean(tf.round(yPred)), 'whose gradient ends at Round,'],
    ['of signs', (_, yPred) => tf.mean(tf.sign(yPred)), 'whose gradient ends at Sign,'],
    ['of a step', (_, yPred) => tf.mean(tf.step(yPred)), 'whose gradient ends at Step,'],
    [
      'that chooses',
      (_, yPred) => tf.mean(tf.where(tf.greater(yPred, 0), tf.scalar(1), tf.scalar(2))),
      'which depends on no variable',
    ],
    [
      'that gathers',
      (_, yPred) => tf.mean(tf.gather(tf.tensor1d([1, 2, 3]), tf.argMax(yPred, -1))),
      'which depends on no variable',
    ],
    [
      'that was read',
      (_, yPred) => tf.mean(tf.tensor(yPred.dataSync())),
      'which depends on no variable that is trained; numbers that were read, such as by dataSync',
    ],
    ['of a constant', () => tf.scalar(1), 'which depends on no variable'],
  ])('%s is refused at the first step', async (_name, loss, reason) => {
    const penalty = (variables: Readonly<Record<string, tf.Variable>>) =>
      tf.addN(Object.values(variables).map((variable) => tf.sum(tf.square(variable))));
    for (const more of [{}, { penalty }]) {
      await expect(runToEnd(train({ ...classes(), loss, ...more }))).rejects.toThrow(reason);
      await expect(runToEnd(train({ ...classes(), loss, ...more }))).rejects.toThrow(
        'train: expected a loss with a gradient, got',
      );
    }
    await expect(dryRun({ ...classes(), loss })).rejects.toThrow(reason);
    await expect(findLearningRate({ ...classes(), loss })).rejects.toThrow(reason);
    await expect(overfitOneBatch({ ...classes(), loss })).rejects.toThrow(reason);
  });

  test('one that says so of itself', async () => {
    const loss = Object.assign((_: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.round(yPred)), {
      declaration: { differentiable: false },
    });
    await expect(runToEnd(train({ ...classes(), loss }))).rejects.toThrow(
      'got the loss, whose gradient is 0 everywhere; train with a smooth loss, and make this one a metric.',
    );
  });

  test('a gradient that is 0 by chance is one', async () => {
    const loss = (_: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.mul(tf.relu(tf.sub(-100, tf.abs(yPred))), 1));
    expect(await warningsOf({ ...classes(), loss })).toEqual([]);
  });

  test('nothing is left behind', async () => {
    const options = classes();
    fromLayersModel(options.model);
    const { numTensors } = tf.memory();
    await expect(runToEnd(train({ ...options, loss: accuracy }))).rejects.toThrow();
    await expect(findLearningRate({ ...options, loss: accuracy })).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

describe('variables that the loss does not depend on', () => {
  const options = () => {
    const { variables, predict } = lineModel();
    const unused = tf.variable(tf.scalar(0));
    return {
      model: { variables: { ...variables, unused }, predict },
      batches: repeated(lineBatch(), 3),
      loss: meanSquaredError,
      optimizer,
      readEvery: 1,
    };
  };
  const warning = {
    code: 'variables-without-gradient',
    message:
      "train: expected a loss that depends on every variable, got none of 'unused' in it; use them in predict, or freeze them.",
  };

  test('are told once', async () => {
    expect(await warningsOf(options())).toEqual([warning]);
  });

  test('are told by the checks before training, too', async () => {
    const report = await dryRun(options());
    expect(report.warnings).toEqual([warning]);
    expect(report.summary).toContain(`warning: ${warning.message}`);
    expect((await overfitOneBatch(options())).warnings).toEqual([warning]);
  });

  test('a penalty on them is no use of them', async () => {
    const penalty = ({ unused }: Readonly<Record<string, tf.Variable>>) => tf.square(unused ?? tf.scalar(0));
    expect(await warningsOf({ ...options(), penalty })).toEqual([warning]);
  });

  test('frozen ones are meant so', async () => {
    expect(await warningsOf({ ...options(), optimizer: freeze(optimizer, 'unused') })).toEqual([]);
  });

  test('are told again by a run that goes on', async () => {
    const given = options();
    const [first] = await runToEnd(train({ ...given, steps: 1 }));
    let resume = await first?.state().catch(() => undefined);
    for await (const progress of train({ ...options(), steps: 1 })) resume = await progress.state();
    expect(await warningsOf({ ...options(), resume })).toEqual([warning]);
  });
});
