import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { declared, optimizer, warningsOf } from '../../fixtures/declaredLoss.ts';
import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { runToEnd } from '../../fixtures/line.ts';
import { type LossFacts, train } from '../index.ts';

inFreshScope();

describe('targets', () => {
  async function targetWarnings(
    facts: LossFacts,
    targets: tf.Tensor,
    {
      outputs = 3,
      preset = {},
      mask,
    }: { outputs?: number; preset?: Readonly<Record<string, unknown>>; mask?: tf.Tensor } = {},
  ) {
    const w = tf.variable(tf.ones([1, outputs]));
    const rows = targets.shape[0] ?? 1;
    const loss = Object.assign(declared(facts, preset), {
      sumAndWeight: ([, yPred]: readonly tf.Tensor[]) => ({
        sum: tf.sum(yPred ?? tf.scalar(0)).asScalar(),
        weight: 1,
      }),
    });
    return warningsOf({
      model: { variables: { w }, predict: (x: tf.Tensor) => tf.matMul(x.as2D(rows, 1), w) },
      batches: [{ inputs: tf.ones([rows, 1]), targets, mask }],
      loss,
      optimizer,
    });
  }
  const ids = (...values: number[]) => tf.tensor1d(values, 'int32');

  test.each<[string, LossFacts, () => tf.Tensor, string | undefined]>([
    ['class ids', { target: 'multiclass' }, () => ids(0, 2, 1), undefined],
    [
      'an id too high',
      { target: 'multiclass' },
      () => ids(0, 3, 1),
      'class ids from 0 to 2, got 3 in row 1 of the batch.',
    ],
    [
      'a negative id',
      { target: 'multiclass' },
      () => ids(-1, 2),
      'class ids from 0 to 2, got -1 in row 0 of the batch.',
    ],
    ['ignored ids', { target: 'multiclass' }, () => ids(-100, 2), undefined],
    ['distributions', { target: 'multiclass' }, () => tf.tensor2d([[0.2, 0.3, 0.5]]), undefined],
    [
      'percentages',
      { target: 'multiclass' },
      () => tf.tensor2d([[20, 30, 50]]),
      'targets from 0 to 1, got 20 in row 0 of the batch.',
    ],
    ['0 and 1', { target: 'binary' }, () => tf.tensor2d([[0, 1, 1]]), undefined],
    [
      '−1 and 1 for 0 and 1',
      { target: 'binary' },
      () =>
        tf.tensor2d([
          [1, 1, 1],
          [1, -1, 1],
        ]),
      'targets from 0 to 1, got -1 in row 1 of the batch.',
    ],
    [
      'bytes',
      { target: 'multilabel' },
      () => tf.tensor2d([[0, 255, 0]]),
      'targets from 0 to 1, got 255 in row 0',
    ],
    ['signs', { target: 'signs' }, () => tf.tensor2d([[-1, 1, 1]]), undefined],
    [
      '0 and 1 for signs',
      { target: 'signs' },
      () => tf.tensor2d([[1, 0, 1]]),
      'targets -1 or 1, got 0 in row 0 of the batch; make -1 and 1 of 0 and 1 by tf.sub(tf.mul(y, 2), 1).',
    ],
    ['counts', { target: 'counts' }, () => tf.tensor2d([[0, 7, 1]]), undefined],
    ['negative counts', { target: 'counts' }, () => tf.tensor2d([[0, -7, 1]]), 'targets >= 0, got -7'],
    [
      'zeros',
      { target: 'nonzero continuous' },
      () => tf.tensor2d([[0, -7, 1]]),
      'targets other than 0, got 0',
    ],
    ['a zero', { target: 'positive continuous' }, () => tf.tensor2d([[2, 0, 1]]), 'targets > 0, got 0'],
    ['any number', { target: 'continuous' }, () => tf.tensor2d([[0, -7e6, 1]]), undefined],
  ])('%s', async (_what, facts, targets, message) => {
    const found = await targetWarnings(facts, targets());
    expect(found.map(({ code }) => code)).toEqual(message === undefined ? [] : ['targets-outside']);
    if (message !== undefined)
      expect(found[0]?.message).toContain(`train: expected for 'declaredLoss' ${message}`);
  });

  test('an id that the loss is told to ignore is none, and one by default then is', async () => {
    const options = { preset: { ignoreIndex: 9 } };
    expect(await targetWarnings({ target: 'multiclass' }, ids(9, 1), options)).toEqual([]);
    expect(await targetWarnings({ target: 'multiclass' }, ids(-100, 1), options)).toHaveLength(1);
  });

  test('what is masked out may be anything', async () => {
    const mask = tf.tensor1d([1, 0], 'bool');
    expect(await targetWarnings({ target: 'multiclass' }, ids(0, 7), { mask })).toEqual([]);
  });

  test('one output for many classes', async () => {
    const [warning, ...more] = await targetWarnings(
      { target: 'multiclass', prediction: 'logits' },
      ids(0, 0),
      { outputs: 1 },
    );
    expect(warning).toEqual({
      code: 'one-output-for-classes',
      message:
        "train: expected an output for each class for 'declaredLoss', got shape [2,1]; give the model as many outputs as there are classes, or take a binary loss.",
    });
    expect(more).toEqual([]);
    expect(await targetWarnings({ target: 'binary' }, tf.zeros([2, 1]), { outputs: 1 })).toEqual([]);
  });
});

test('a target that makes the loss NaN is the cause, at whatever step', async () => {
  const w = tf.variable(tf.ones([2, 3]));
  const loss = declared({ target: 'multiclass' });
  const nanFrom3 = Object.assign(
    (yTrue: tf.Tensor, yPred: tf.Tensor) =>
      tf.add(tf.mean(yPred), tf.mul(tf.log(tf.sub(3, tf.max(tf.cast(yTrue, 'float32')))), 0)),
    { declaration: loss.declaration },
  );
  const batch = (...ids: number[]) => ({ inputs: tf.ones([2, 2]), targets: tf.tensor1d(ids, 'int32') });
  const model = { variables: { w }, predict: (x: tf.Tensor) => tf.matMul(x.as2D(2, 2), w) };
  const batches = [batch(0, 1), batch(2, 2), batch(1, 4)];
  await expect(runToEnd(train({ model, batches, loss: nanFrom3, optimizer }))).rejects.toThrow(
    /at step 3, after a loss of .*: '.*' takes class ids from 0 to 2, got 4 in row 1 of the batch\.$/,
  );
});
